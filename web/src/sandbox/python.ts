// Runs Python in this worker, by Pyodide from our own host; loaded with the first run, kept for the next.
import { Output } from "./output";
import type { FromSandbox, RunRequest } from "./protocol";

interface Pyodide {
	setStdout(options: { batched(text: string): void }): void;
	setStderr(options: { batched(text: string): void }): void;
	runPythonAsync(code: string, options: { globals: unknown; filename: string }): Promise<unknown>;
	toPy(value: object): { set(name: string, value: unknown): void; destroy(): void };
}

const tell = (message: FromSandbox) => postMessage(message);
let loading: Promise<Pyodide> | null = null;

function load(base: string): Promise<Pyodide> {
	loading ??= import(/* @vite-ignore */ `${base}pyodide.mjs`).then((module) => module.loadPyodide({ indexURL: base }));
	return loading;
}

addEventListener("message", async ({ data }: MessageEvent<RunRequest & { base: string }>) => {
	const output = new Output(data.id, tell);
	let began = performance.now();
	let status: "ok" | "error" = "ok";
	try {
		if (!loading) tell({ type: "loading", id: data.id });
		const python = await load(data.base);
		python.setStdout({ batched: (text) => output.print("stdout", `${text}\n`) });
		python.setStderr({ batched: (text) => output.print("stderr", `${text}\n`) });
		// New globals for each run: nothing is left over from the one before.
		const globals = python.toPy({});
		globals.set("__name__", "__main__");
		tell({ type: "running", id: data.id });
		began = performance.now();
		try {
			await python.runPythonAsync(data.code, { globals, filename: "code.py" });
		} finally {
			globals.destroy();
		}
	} catch (error) {
		status = "error";
		output.print("stderr", `${traceback(error)}\n`);
	}
	tell({ type: "done", id: data.id, status, ms: Math.round(performance.now() - began) });
});

/** Leaves out the frames that are Pyodide's own. */
function traceback(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	const own = text.indexOf('  File "code.py"');
	return own < 0 ? text.trim() : `Traceback (most recent call last):\n${text.slice(own).trim()}`;
}

tell({ type: "ready" });

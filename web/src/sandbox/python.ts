// Runs Python in this worker with Pyodide from our own host, loaded for the first run and kept for later ones.
import { tryCases } from "./cases";
import { Output } from "./output";
import type { FromSandbox, RunRequest } from "./protocol";

interface Globals {
	get(name: string): unknown;
	set(name: string, value: unknown): void;
	destroy(): void;
}

interface Pyodide {
	setStdout(options: { batched(text: string): void }): void;
	setStderr(options: { batched(text: string): void }): void;
	runPythonAsync(code: string, options: { globals: unknown; filename: string }): Promise<unknown>;
	runPython(code: string): unknown;
	toPy(value: object): Globals;
}

// Tuples become lists; values that are not JSON, such as a set or NaN, raise TypeError or ValueError for the case.
const CALLER = `
import json
lambda function, args: json.dumps(function(*json.loads(args)), allow_nan=False)
`;

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
	let passed = data.tests ? 0 : null;
	try {
		if (!loading) tell({ type: "loading", id: data.id });
		const python = await load(data.base);
		python.setStdout({ batched: (text) => output.print("stdout", `${text}\n`) });
		python.setStderr({ batched: (text) => output.print("stderr", `${text}\n`) });
		// New globals for each run, so that nothing is left over from the last one.
		const globals = python.toPy({});
		globals.set("__name__", "__main__");
		tell({ type: "running", id: data.id });
		began = performance.now();
		try {
			await python.runPythonAsync(data.code, { globals, filename: "code.py" });
			if (data.tests) {
				const tried = globals.get(data.tests.function);
				if (typeof tried !== "function") throw new Error(`There is no function ${data.tests.function} to try.`);
				const call = python.runPython(CALLER) as (tried: unknown, args: string) => string;
				passed = await tryCases(data.tests, (args) => call(tried, args), output, traceback);
			}
		} finally {
			globals.destroy();
		}
	} catch (error) {
		status = "error";
		output.print("stderr", `${traceback(error)}\n`);
	}
	tell({ type: "done", id: data.id, status, ms: Math.round(performance.now() - began), passed });
});

/** Removes Pyodide's and our own frames from a traceback. */
function traceback(error: unknown): string {
	const text = (error instanceof Error ? error.message : String(error)).trim();
	const own = text.indexOf('  File "code.py"');
	return own < 0 ? text.slice(text.lastIndexOf("\n") + 1) : `Traceback (most recent call last):\n${text.slice(own)}`;
}

tell({ type: "ready" });

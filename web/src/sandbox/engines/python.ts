// Runs Python in this worker with Pyodide from our own host, loaded for the first run and kept for later ones.
import { tryCases } from "../cases";
import { serve } from "../engine";
import { answerFetches, type Files, importFrom } from "../files";

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

let loaded: Promise<Pyodide> | null = null;

interface Module {
	loadPyodide(options: { indexURL: string; createPyodideModule?: unknown }): Promise<Pyodide>;
}

function load(base: string, files: Files): Promise<Pyodide> {
	loaded ??= start(base, files);
	return loaded;
}

async function start(indexURL: string, files: Files): Promise<Pyodide> {
	const [module, asm] = [files["pyodide.mjs"], files["pyodide.asm.mjs"]];
	if (!module || !asm)
		return ((await import(/* @vite-ignore */ `${indexURL}pyodide.mjs`)) as Module).loadPyodide({ indexURL });
	answerFetches(indexURL, files);
	const { default: createPyodideModule } = await importFrom<{ default: unknown }>(asm);
	return (await importFrom<Module>(module)).loadPyodide({ indexURL, createPyodideModule });
}

serve(async ({ code, tests, host, files }, { output, loading, running, trying, tried }) => {
	if (!loaded) loading();
	const python = await load(`${host}pyodide/`, files);
	python.setStdout({ batched: (text) => output.print("stdout", `${text}\n`) });
	python.setStderr({ batched: (text) => output.print("stderr", `${text}\n`) });
	// New globals for each run, so that nothing is left over from the last one.
	const globals = python.toPy({});
	globals.set("__name__", "__main__");
	running();
	try {
		await python.runPythonAsync(code, { globals, filename: "code.py" });
		if (!tests) return 0;
		const tested = globals.get(tests.function);
		if (typeof tested !== "function") throw new Error(`There is no function ${tests.function} to try.`);
		const call = python.runPython(CALLER) as (tested: unknown, args: string) => string;
		trying();
		return await tryCases(tests, (args) => call(tested, args), tried, traceback);
	} catch (error) {
		output.print("stderr", `${traceback(error)}\n`);
		return 1;
	} finally {
		globals.destroy();
	}
});

/** Removes Pyodide's and our own frames from a traceback. */
function traceback(error: unknown): string {
	const text = (error instanceof Error ? error.message : String(error)).trim();
	const own = text.indexOf('  File "code.py"');
	return own < 0 ? text.slice(text.lastIndexOf("\n") + 1) : `Traceback (most recent call last):\n${text.slice(own)}`;
}

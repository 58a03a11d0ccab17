// Runs Python in this worker with Pyodide from our own host. Each program gets an interpreter of its own: a copy of the
// memory of one that has just started.
import { fits } from "../compare";
import { type Context, type Program, serve } from "../engine";
import { answerFetches, type Files, importFrom } from "../files";
import type { Output } from "../output";
import type { Tests } from "../protocol";
import boot from "./python/boot.py?raw";
import cases from "./python/cases.py?raw";
import eventLoop from "./python/event_loop.py?raw";
import program from "./python/program.py?raw";
import tracebacks from "./python/tracebacks.py?raw";

interface Pyodide {
	setStdin(options: { read(buffer: Uint8Array): number }): void;
	setStdout(options: { write(bytes: Uint8Array): number }): void;
	setStderr(options: { write(bytes: Uint8Array): number }): void;
	runPython(code: string): unknown;
	toPy(value: object): unknown;
	globals: { get(name: "program"): Harness; set(name: string, value: unknown): void };
	makeMemorySnapshot(): Uint8Array;
	/** Gets errors after which this interpreter can't go on. */
	_api: { fatal_error(error: unknown): never };
}

/** The module python/program.py. */
interface Harness {
	main: unknown;
	start(code: string): number;
	find(name: string): string;
	cases: { call(args: string): string };
	finish(): void;
	collect(): void;
}

// In the order in which they import each other.
const SOURCES = {
	mockmate_tracebacks: tracebacks,
	mockmate_event_loop: eventLoop,
	mockmate_cases: cases,
	mockmate_program: program,
};
/** The memory of an interpreter that has just started. */
let snapshot: Promise<Uint8Array> | null = null;
/** What the next program gets. */
let next: Promise<Pyodide> | null = null;

interface Module {
	loadPyodide(options: object): Promise<Pyodide>;
}

/** Pyodide's module, and what it imports by itself unless it is given. */
let modules: Promise<[Module, createPyodideModule?: unknown]> | null = null;

async function importAll(indexURL: string, files: Files): Promise<[Module, unknown?]> {
	const [pyodide, asm] = [files["pyodide.mjs"], files["pyodide.asm.mjs"]];
	if (!pyodide || !asm) return [await import(/* @vite-ignore */ `${indexURL}pyodide.mjs`)];
	answerFetches(indexURL, files);
	const { default: createPyodideModule } = await importFrom<{ default: unknown }>(asm);
	return [await importFrom<Module>(pyodide), createPyodideModule];
}

async function load({ host, files }: Program, options: object): Promise<Pyodide> {
	const indexURL = `${host}pyodide/`;
	modules ??= importAll(indexURL, files);
	const [{ loadPyodide }, createPyodideModule] = await modules;
	return loadPyodide({ indexURL, ...(createPyodideModule ? { createPyodideModule } : {}), ...options });
}

async function startOnce(program: Program): Promise<Uint8Array> {
	const python = await load(program, { _makeSnapshot: true });
	python.globals.set("SOURCES", python.toPy(SOURCES));
	python.runPython(boot);
	return python.makeMemorySnapshot();
}

async function copy(program: Program): Promise<Pyodide> {
	try {
		snapshot ??= startOnce(program);
		return await load(program, { _loadSnapshot: await snapshot });
	} catch (error) {
		// The line may have been bad; the next run tries again.
		modules = snapshot = next = null;
		throw error;
	}
}

serve(async (job, context) => {
	if (!snapshot) context.loading();
	next ??= copy(job);
	const python = await next;
	try {
		return run(python, job, context);
	} finally {
		// While people read what the program did.
		next = copy(job);
		next.catch(() => undefined);
	}
});

function run(python: Pyodide, { code, stdin, tests }: Program, context: Context): number {
	const flush = connect(python, stdin, context.output);
	python._api.fatal_error = (error) => {
		throw error;
	};
	const harness = python.globals.get("program");
	context.running();
	try {
		let exitCode = harness.start(code);
		if (tests && exitCode === 0) exitCode = tryAll(harness, tests, context);
		harness.finish();
		harness.main = undefined;
		harness.collect();
		return exitCode;
	} catch (error) {
		return ended(error, context.output);
	} finally {
		flush();
	}
}

/** Gives the program its input, and its output to the page. Returns what to call at the end. */
function connect(python: Pyodide, stdin: string, output: Output): () => void {
	let left = new TextEncoder().encode(stdin);
	python.setStdin({
		read(buffer) {
			const length = Math.min(buffer.length, left.length);
			buffer.set(left.subarray(0, length));
			left = left.subarray(length);
			return length;
		},
	});
	const writer = (stream: "stdout" | "stderr") => {
		// Keeps the beginning of a character until the rest of it is written.
		const decoder = new TextDecoder();
		return {
			write(bytes: Uint8Array) {
				output.print(stream, decoder.decode(bytes, { stream: true }));
				return bytes.length;
			},
			end: () => output.print(stream, decoder.decode()),
		};
	};
	const [stdout, stderr] = [writer("stdout"), writer("stderr")];
	python.setStdout(stdout);
	python.setStderr(stderr);
	return () => {
		stdout.end();
		stderr.end();
	};
}

function tryAll(harness: Harness, tests: Tests, { output, trying, tried }: Context): number {
	const missing = harness.find(tests.function);
	if (missing) {
		output.print("stderr", `${missing}\n`);
		return 1;
	}
	let exitCode = 0;
	trying();
	for (const { args, expected } of tests.cases) {
		const { got, isJson, error } = JSON.parse(harness.cases.call(JSON.stringify(args)));
		const passed = isJson === true && fits(parse(got, tests), expected, tests.compare);
		if (!passed) exitCode = 1;
		tried({ passed, got, error });
	}
	return exitCode;
}

/** Reads JSON in which integers may be larger than JavaScript's numbers can tell apart. */
function parse(json: string, { compare }: Tests): unknown {
	const revive = (_: string, value: unknown, context?: { source?: string }) => {
		const digits = context?.source;
		if (compare === "approx" || typeof value !== "number" || Number.isSafeInteger(value)) return value;
		// It is equal to none that is expected.
		return digits && /^-?\d+$/.test(digits) && BigInt(digits) !== BigInt(value) ? Number.NaN : value;
	};
	return JSON.parse(json, revive);
}

/** Says why a program ended in the middle, where that is its own doing. Returns its exit code. */
function ended(error: unknown, output: Output): number {
	if (isExit(error)) return error.status;
	if (!(error instanceof RangeError || error instanceof WebAssembly.RuntimeError)) throw error;
	output.print("stderr", "The program was ended: it needs a deeper stack, or more memory, than there is here.\n");
	return 1;
}

/** What Emscripten throws for os._exit. */
function isExit(error: unknown): error is { status: number } {
	return typeof error === "object" && error !== null && "status" in error && typeof error.status === "number";
}

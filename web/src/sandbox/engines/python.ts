// Runs Python in this worker with Pyodide from our own host, loaded for the first program. Each finds Python as it is
// when it has just started.
import { NotTried, type Returned, targetsOf, tryCases } from "../cases";
import { type Context, type Program, serve } from "../engine";
import type { Output } from "../output";
import type { Tests } from "../protocol";
import boot from "./python/boot.py?raw";
import cases from "./python/cases.py?raw";
import eventLoop from "./python/event_loop.py?raw";
import { keep, load, type Pyodide } from "./python/interpreter";
import programSource from "./python/program.py?raw";
import tracebacks from "./python/tracebacks.py?raw";

/** What python/program.py has for us. */
interface Harness {
	start(code: string): number;
	find(name: string): string;
	call(task: string): string;
	finish(): void;
	forget(): void;
	collect(): void;
}

// In the order in which they import each other.
const SOURCES = {
	mockmate_tracebacks: tracebacks,
	mockmate_event_loop: eventLoop,
	mockmate_cases: cases,
	mockmate_program: programSource,
};

const DEEP = "The program was ended: it needs a deeper stack, or more memory, than there is here.";

interface Interpreter {
	python: Pyodide;
	harness: Harness;
	/** Undoes all that a program has done; false if it can't. */
	reset(): boolean;
}

let current: Promise<Interpreter> | null = null;

async function start(program: Program): Promise<Interpreter> {
	const python = await load(program);
	python.globals.set("SOURCES", python.toPy(SOURCES));
	python.runPython(boot);
	const inPython = python.globals.get("program") as Omit<Harness, "forget"> & { main: unknown };
	// Each has to be asked for before the memory is kept: what is made later is freed later, in memory that is not its own.
	const { start, find, finish, collect, call } = inPython;
	const harness = {
		start,
		find,
		finish,
		collect,
		call,
		forget: () => {
			inPython.main = undefined;
		},
	};
	return { python, harness, reset: keep(python) };
}

serve(async (job, context) => {
	if (!current) context.loading();
	current ??= start(job);
	try {
		const { python, harness, reset } = await current;
		const { exitCode, isWhole } = await run(python, harness, job, context);
		if (!(isWhole && reset())) current = null;
		return exitCode;
	} catch (error) {
		// The next program gets another.
		current = null;
		return ended(error, context.output);
	} finally {
		current ??= start(job);
		current.catch(() => {
			// The line may have been bad; the next run tries again.
			current = null;
		});
	}
});

/** What a program ended with, and whether the interpreter can go on. */
interface Ended {
	exitCode: number;
	isWhole: boolean;
}

async function run(
	python: Pyodide,
	harness: Harness,
	{ code, stdin, tests }: Program,
	context: Context,
): Promise<Ended> {
	const flush = connect(python, stdin, context.output);
	context.running();
	try {
		let exitCode = harness.start(code);
		if (tests && exitCode === 0) exitCode = await tryAll(harness, tests, context);
		// A long chain of objects may be too much for the stack when it is freed; the program has ended before.
		return { exitCode, isWhole: end(harness) };
	} finally {
		flush();
	}
}

/** Does what Python does at its exit; false if the interpreter did not survive that. */
function end(harness: Harness): boolean {
	try {
		harness.finish();
		harness.forget();
		harness.collect();
		return true;
	} catch (error) {
		if (isOverflow(error)) return false;
		throw error;
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

async function tryAll(harness: Harness, tests: Tests, { output, trying, tried }: Context): Promise<number> {
	const missing = targetsOf(tests).map((name) => harness.find(name));
	if (missing[0] && missing.every(Boolean)) {
		output.print("stderr", `${missing[0]}\n`);
		return 1;
	}
	let lost: unknown;
	const call = (task: string): Returned => {
		// With the interpreter, all further cases are lost.
		if (lost !== undefined) throw new NotTried(DEEP);
		let result: string;
		try {
			result = harness.call(task);
		} catch (error) {
			lost = error;
			throw new NotTried(DEEP);
		}
		const { got, isJson, error, missing } = JSON.parse(result);
		if (missing !== undefined) throw new NotTried(missing);
		if (error !== undefined) throw error;
		return isJson && (tests.compare === "approx" || isExact(got)) ? got : { words: got };
	};
	trying();
	const exitCode = await tryCases(tests, call, tried, String);
	if (lost !== undefined) throw lost;
	return exitCode;
}

/** Whether JavaScript has all integers of this JSON; one that it hasn't equals none that is expected. */
function isExact(json: string): boolean {
	let found = true;
	JSON.parse(json, (_: string, value: unknown, context?: { source?: string }) => {
		const digits = context?.source ?? "";
		if (typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(digits)) {
			found &&= BigInt(digits) === BigInt(value);
		}
		return value;
	});
	return found;
}

/** Says why a program ended in the middle, where that is its own doing. Returns its exit code. */
function ended(error: unknown, output: Output): number {
	if (isExit(error)) return error.status;
	if (!isOverflow(error)) throw error;
	output.print("stderr", `${DEEP}\n`);
	return 1;
}

function isOverflow(error: unknown): boolean {
	return error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
}

/** What Emscripten throws for os._exit. */
function isExit(error: unknown): error is { status: number } {
	return typeof error === "object" && error !== null && "status" in error && typeof error.status === "number";
}

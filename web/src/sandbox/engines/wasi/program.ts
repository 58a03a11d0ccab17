// Runs a program that was compiled for WASI: it reads a text, prints, and ends with an exit code or a trap.
import { ConsoleStdout, File, type Inode, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import type { Output } from "../../output";
import { DEEPER, deepen } from "./deepen";

/** Stacks of the browser that a recursion may fill one after the other; a function without an end fills them all. */
const MOST_STACKS = 400;
const ABORTED = 134;
const FLOATING_POINT = 136;
const SEGMENTATION_FAULT = 139;

interface Exports {
	memory: WebAssembly.Memory;
	_start(): void;
	/** Of C++: how it throws, and what prints an exception that nothing caught. */
	__cpp_exception?: WebAssembly.Tag;
	uncaught?(exception: number): void;
	[name: string]: unknown;
}

/** What TypeScript has no types for yet: https://github.com/WebAssembly/js-promise-integration. */
interface StackSwitching {
	Suspending?: new (run: (code: number) => unknown) => WebAssembly.ExportValue & (() => void);
	promising?(run: unknown): () => Promise<void>;
}

/**
 * Runs a program to its end and returns its exit code, which is what a machine gives for a trap, too. `recursive` says
 * by their names which functions may call themselves deeply.
 */
export async function runProgram(
	code: Uint8Array<ArrayBuffer>,
	name: string,
	stdin: string,
	output: Output,
	recursive: (name: string) => boolean,
): Promise<number> {
	const { Suspending, promising } = WebAssembly as StackSwitching;
	const read = new OpenFile(new File(new TextEncoder().encode(stdin), { readonly: true }));
	const folder = new PreopenDirectory("/", new Map<string, Inode>());
	// A terminal: C prints each line at once.
	const printed = (stream: "stdout" | "stderr") => {
		const decoder = new TextDecoder();
		return new ConsoleStdout((bytes) => output.print(stream, decoder.decode(bytes, { stream: true })));
	};
	const wasi = new WASI([name], [], [read, printed("stdout"), printed("stderr"), folder], { debug: false });
	const imports = { ...wasi.wasiImport } as Record<string, WebAssembly.ImportValue>;
	return await new Promise<number>((resolve, reject) => {
		let exports: Exports;
		let stacks = 0;
		const fail = (error: unknown) => {
			try {
				resolve(failure(error, exports, output));
			} catch (unknown) {
				reject(unknown);
			}
		};
		// What has ended must not go on: neither destructors nor handlers of C++ may run, so nothing is thrown.
		const exit = (exitCode: number) => {
			resolve(exitCode);
			return new Promise(() => {});
		};
		// The function goes on with a stack of its own, while this one waits.
		const deeper = async (place: number) => {
			if (++stacks > MOST_STACKS) return await exit(tooDeep(output));
			const used = exports.used as WebAssembly.Global<"i32">;
			const before = used.value;
			used.value = 0;
			try {
				await promising?.(exports[`deeper${place}`])();
			} catch (error) {
				if (!(error instanceof WebAssembly.Exception)) {
					fail(error);
					await new Promise(() => {});
				}
				throw error;
			} finally {
				used.value = before;
				stacks--;
			}
		};
		const isSwitching = Suspending && promising;
		if (isSwitching) imports.proc_exit = new Suspending((code) => (code < DEEPER ? exit(code) : deeper(code - DEEPER)));
		const start = async () => {
			const bytes = isSwitching ? deepen(code, recursive) : code;
			const { instance } = await WebAssembly.instantiate(bytes, { wasi_snapshot_preview1: imports });
			exports = instance.exports as unknown as Exports;
			wasi.inst = { exports };
			if (isSwitching) await promising(exports._start)();
			else exports._start();
			resolve(0);
		};
		start().catch(fail);
	});
}

/** Says in words why a program ended, and returns the exit code that it would have on a machine. */
function failure(error: unknown, exports: Exports | undefined, output: Output): number {
	const say = (text: string) => output.print("stderr", `${text}\n`);
	if (error instanceof Error && "code" in error && typeof error.code === "number") return error.code;
	if (error instanceof WebAssembly.Exception && exports?.__cpp_exception && error.is(exports.__cpp_exception)) {
		exports.uncaught?.(error.getArg(exports.__cpp_exception, 0));
		return ABORTED;
	}
	if (error instanceof RangeError) return tooDeep(output);
	if (!(error instanceof WebAssembly.RuntimeError)) throw error;
	if (/unreachable/.test(error.message)) {
		say("Aborted");
		return ABORTED;
	}
	if (/divide|remainder|division|integer overflow|unrepresentable/i.test(error.message)) {
		say("Floating point exception: division by zero, or a result that is too large");
		return FLOATING_POINT;
	}
	say("Segmentation fault: memory was used that is not the program's");
	return SEGMENTATION_FAULT;
}

function tooDeep(output: Output): number {
	output.print("stderr", "Segmentation fault: the stack is full; functions call each other too deeply\n");
	return SEGMENTATION_FAULT;
}

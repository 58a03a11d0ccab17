// Runs a program that was compiled for WASI: it reads a text, prints, and ends with an exit code or a trap.
import { type Inode, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import type { Output } from "../../output";
import { standardStreams } from "../../wasi";
import { DEEPER, deepen } from "./deepen";

/** Stacks of the browser that a recursion may fill one after the other; a function without an end fills them all. */
const MOST_STACKS = 400;
const ABORTED = 134;
const FLOATING_POINT = 136;
const SEGMENTATION_FAULT = 139;

export type Printer = Pick<Output, "print">;

interface Exports {
	memory: WebAssembly.Memory;
	_start(): void;
	/** Of C++: how it throws, and what prints an exception that nothing caught. */
	__cpp_exception?: object;
	uncaught?(exception: number): void;
	[name: string]: unknown;
}

// TypeScript has no types for these yet.
interface Exception {
	is(tag: object): boolean;
	getArg(tag: object, at: number): number;
}
const { Exception } = WebAssembly as unknown as { Exception: new (...args: never[]) => Exception };

/** https://github.com/WebAssembly/js-promise-integration. */
interface StackSwitching {
	Suspending?: new (run: (code: number) => unknown) => WebAssembly.ExportValue & (() => void);
	promising?(run: unknown): () => Promise<void>;
}

/** What differs between languages. */
export interface Manner {
	/** Whether a function of that name may call itself deeply. */
	isRecursive(name: string): boolean;
	/** What is said when the stack is full, and the exit code of the program then. */
	tooDeep: readonly [text: string, exitCode: number];
}

/**
 * Runs a program to its end and returns its exit code, which is what a machine gives for a trap, too.
 */
export async function runProgram(
	code: Uint8Array<ArrayBuffer>,
	name: string,
	stdin: string,
	output: Printer,
	{ isRecursive, tooDeep: said }: Manner,
): Promise<number> {
	const { Suspending, promising } = WebAssembly as StackSwitching;
	const folder = new PreopenDirectory("/", new Map<string, Inode>());
	const wasi = new WASI([name], [], [...standardStreams(stdin, output), folder], { debug: false });
	const imports = { ...wasi.wasiImport } as Record<string, WebAssembly.ImportValue>;
	const tooDeep = () => {
		output.print("stderr", `${said[0]}\n`);
		return said[1];
	};
	return await new Promise<number>((resolve, reject) => {
		let exports: Exports;
		let stacks = 0;
		const fail = (error: unknown) => {
			try {
				resolve(failure(error, exports, output, tooDeep));
			} catch (unknown) {
				reject(unknown);
			}
		};
		// What has ended must not go on: neither destructors nor handlers of C++ may run, so nothing is thrown.
		const exit = (exitCode: number) => {
			resolve(exitCode & 255);
			return new Promise(() => {});
		};
		// The function goes on with a stack of its own, while this one waits.
		const deeper = async (place: number) => {
			if (++stacks > MOST_STACKS) return await exit(tooDeep());
			const used = exports.used as WebAssembly.Global<"i32">;
			const before = used.value;
			used.value = 0;
			try {
				await promising?.(exports[`deeper${place}`])();
			} catch (error) {
				if (!(error instanceof Exception)) {
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
			const bytes = isSwitching ? deepen(code, isRecursive) : code;
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
function failure(error: unknown, exports: Exports | undefined, output: Printer, tooDeep: () => number): number {
	const say = (text: string) => output.print("stderr", `${text}\n`);
	if (error instanceof Error && "code" in error && typeof error.code === "number") return error.code;
	if (error instanceof Exception && exports?.__cpp_exception && error.is(exports.__cpp_exception)) {
		exports.uncaught?.(error.getArg(exports.__cpp_exception, 0));
		return ABORTED;
	}
	if (error instanceof RangeError) return tooDeep();
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

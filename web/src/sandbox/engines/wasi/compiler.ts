// Runs compilers that are WebAssembly themselves, on files in memory.
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import type { Folder } from "./folder";

/** What a compiler said, and its exit code. */
export interface Said {
	text: string;
	exitCode: number;
}

/** Runs a program with the files of `root` as its only ones; what it writes is there afterwards. */
export async function runTool(
	module: WebAssembly.Module,
	args: readonly string[],
	root: Folder,
	env: readonly string[] = [],
): Promise<Said> {
	let text = "";
	const decoder = new TextDecoder();
	const said = new ConsoleStdout((bytes) => {
		text += decoder.decode(bytes, { stream: true });
	});
	const fds = [new OpenFile(new File([])), said, said, new PreopenDirectory("/", root)];
	const wasi = new WASI([...args], [...env], fds, { debug: false });
	const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
	const exports = instance.exports as { memory: WebAssembly.Memory; _start(): void };
	wasi.inst = { exports };
	let exitCode = 0;
	try {
		exports._start();
	} catch (error) {
		if (!(error instanceof WASIProcExit)) throw new Error(`The compiler failed: ${error}\n${text}`);
		exitCode = error.code;
	}
	return { text, exitCode };
}

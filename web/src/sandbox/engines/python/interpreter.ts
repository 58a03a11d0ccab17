// An interpreter that can be put back to where it was: its memory and its files are kept from before the first program.
// Python has no way to undo all that a program may change, and to start it anew takes seconds.
import type { Program } from "../../engine";
import { answerFetches, importFrom } from "../../files";

interface Node {
	mode: number;
	mtime: number;
}

interface FileSystem {
	readdir(path: string): string[];
	lookupPath(path: string, options: { follow: boolean }): { node: Node };
	isDir(mode: number): boolean;
	isLink(mode: number): boolean;
	readFile(path: string): Uint8Array;
	writeFile(path: string, data: Uint8Array): void;
	unlink(path: string): void;
	rmdir(path: string): void;
	mkdir(path: string): void;
	chdir(path: string): void;
	close(stream: object): void;
	streams: (object | null | undefined)[];
}

/** The part of Pyodide that is used here. */
export interface Pyodide {
	FS: FileSystem;
	setStdin(options: { read(buffer: Uint8Array): number }): void;
	setStdout(options: { write(bytes: Uint8Array): number }): void;
	setStderr(options: { write(bytes: Uint8Array): number }): void;
	runPython(code: string): unknown;
	toPy(value: object): unknown;
	globals: { get(name: string): unknown; set(name: string, value: unknown): void };
	/** Gets errors after which an interpreter can't go on. */
	_api: { fatal_error(error: unknown): never };
	_module: {
		HEAPU8: Uint8Array;
		/** Alarms that are set. */
		timers: Record<string, { id: number }>;
		_hiwire_num_refs(): number;
		_emscripten_stack_get_base(): number;
		_PyThreadState_Get(): number;
		_PyUnstable_ThreadState_SetStackProtection(thread: number, start: number, size: number): number;
	};
}

// Bytes of WebAssembly's own stack. The browser's overflows first, which no Python survives: calls through C are to end
// in a RecursionError before. Calls from Python to Python need neither.
const STACK = 200 * 1024;
/** Bytes of memory above which an interpreter isn't kept, to give it back. */
const LARGE = 512 * 1024 * 1024;
const HOME = "/home/pyodide";
const NO_FILES = new Set(["/dev", "/proc"]);

interface Kept {
	node: Node;
	mode: number;
	mtime: number;
	/** Of a file. */
	bytes: Uint8Array | undefined;
}

interface Module {
	loadPyodide(options: object): Promise<Pyodide>;
}

/** Loads Pyodide: from the files that the page has loaded, or else from our own host. */
export async function load({ host, files }: Pick<Program, "host" | "files">): Promise<Pyodide> {
	const indexURL = `${host}pyodide/`;
	const [pyodide, asm] = [files["pyodide.mjs"], files["pyodide.asm.mjs"]];
	let python: Pyodide;
	if (pyodide && asm) {
		answerFetches(indexURL, files);
		const { default: createPyodideModule } = await importFrom<{ default: unknown }>(asm);
		python = await (await importFrom<Module>(pyodide)).loadPyodide({ indexURL, createPyodideModule });
	} else {
		const { loadPyodide }: Module = await import(/* @vite-ignore */ `${indexURL}pyodide.mjs`);
		python = await loadPyodide({ indexURL });
	}
	python._api.fatal_error = (error) => {
		throw error;
	};
	const { _module: module } = python;
	module._PyUnstable_ThreadState_SetStackProtection(
		module._PyThreadState_Get(),
		module._emscripten_stack_get_base() - STACK,
		STACK,
	);
	return python;
}

/** Keeps what an interpreter is now. Returns what puts it back, which says whether it could. */
export function keep({ _module: module, FS }: Pyodide): () => boolean {
	const memory = module.HEAPU8.slice();
	const references = module._hiwire_num_refs();
	const files = walk(FS);
	return () => {
		if (module._hiwire_num_refs() !== references || module.HEAPU8.length > LARGE) return false;
		for (const [which, { id }] of Object.entries(module.timers)) {
			clearTimeout(id);
			delete module.timers[which];
		}
		for (const stream of FS.streams.slice(3)) if (stream) FS.close(stream);
		putBack(FS, files);
		module.HEAPU8.set(memory);
		// What was added since is to be as new.
		module.HEAPU8.fill(0, memory.length);
		return true;
	};
}

function walk(FS: FileSystem, folder = "", found = new Map<string, Kept>()): Map<string, Kept> {
	for (const name of FS.readdir(folder || "/")) {
		const path = `${folder}/${name}`;
		if (name === "." || name === ".." || NO_FILES.has(path)) continue;
		const { node } = FS.lookupPath(path, { follow: false });
		const isFile = !FS.isDir(node.mode) && !FS.isLink(node.mode);
		found.set(path, { node, mode: node.mode, mtime: node.mtime, bytes: isFile ? FS.readFile(path) : undefined });
		if (FS.isDir(node.mode)) walk(FS, path, found);
	}
	return found;
}

function putBack(FS: FileSystem, files: Map<string, Kept>): void {
	FS.chdir("/");
	// What is in a folder goes before it.
	for (const [path, { node }] of [...walk(FS)].reverse()) {
		const kept = files.get(path);
		if (kept?.node === node && (kept.mtime === node.mtime || FS.isDir(node.mode))) node.mode = kept.mode;
		else if (FS.isDir(node.mode)) FS.rmdir(path);
		else FS.unlink(path);
	}
	for (const [path, kept] of files) {
		if (exists(FS, path)) continue;
		if (kept.bytes) FS.writeFile(path, kept.bytes);
		else FS.mkdir(path);
		const { node } = FS.lookupPath(path, { follow: false });
		Object.assign(kept, { node, mtime: node.mtime });
	}
	FS.chdir(HOME);
}

function exists(FS: FileSystem, path: string): boolean {
	try {
		FS.lookupPath(path, { follow: false });
		return true;
	} catch {
		return false;
	}
}

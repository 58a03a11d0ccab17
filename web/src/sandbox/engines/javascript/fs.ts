// Node's `fs` with the program's input and output, and files that exist only while it runs.
import { Buffer } from "buffer";
import { onInput } from "./loop";
import { print } from "./printing";
import { textOf } from "./process";
import { readAll, readSome, stdin } from "./stdin";

type Encoding = Parameters<Buffer["toString"]>[0];
type Options = Encoding | { encoding?: Encoding | null } | null | undefined;
type Callback = (error: unknown, value?: unknown) => void;

const INPUTS: readonly unknown[] = [0, "/dev/stdin", "/proc/self/fd/0"];
const OUTPUTS = new Map<unknown, "stdout" | "stderr">([
	[1, "stdout"],
	["/dev/stdout", "stdout"],
	[2, "stderr"],
	["/dev/stderr", "stderr"],
]);
const files = new Map<string, Buffer>();

function encodingOf(options: Options): Encoding | null {
	return (typeof options === "string" ? options : options?.encoding) ?? null;
}

function missing(call: string, path: unknown): Error {
	const error = new Error(`ENOENT: no such file or directory, ${call} '${String(path)}'`);
	return Object.assign(error, { errno: -2, code: "ENOENT", syscall: call, path });
}

function readFileSync(path: unknown, options?: Options): Buffer | string {
	const bytes = INPUTS.includes(path) ? readAll() : files.get(String(path));
	if (!bytes) throw missing("open", path);
	const encoding = encodingOf(options);
	return encoding ? bytes.toString(encoding) : bytes;
}

function bytesOf(data: unknown): Buffer {
	return typeof data === "string"
		? Buffer.from(data)
		: ArrayBuffer.isView(data)
			? Buffer.from(data as Uint8Array)
			: Buffer.from(textOf(data));
}

function writeFileSync(path: unknown, data: unknown): void {
	const stream = OUTPUTS.get(path);
	if (stream) print(stream, textOf(data));
	else files.set(String(path), bytesOf(data));
}

function appendFileSync(path: unknown, data: unknown): void {
	const before = files.get(String(path));
	writeFileSync(path, before ? Buffer.concat([before, bytesOf(data)]) : data);
}

function writeSync(fd: unknown, data: unknown): number {
	if (!OUTPUTS.has(fd)) throw Object.assign(new Error("EBADF: bad file descriptor, write"), { code: "EBADF" });
	writeFileSync(fd, data);
	return bytesOf(data).length;
}

function readSync(fd: unknown, target: Uint8Array, offset = 0, length = target.length - offset): number {
	if (fd !== 0) throw Object.assign(new Error("EBADF: bad file descriptor, read"), { code: "EBADF" });
	const bytes = readSome(length);
	target.set(bytes, offset);
	return bytes.length;
}

function unlinkSync(path: unknown): void {
	if (!files.delete(String(path))) throw missing("unlink", path);
}

function createReadStream(path: unknown, options?: { fd?: number }): typeof stdin {
	if (INPUTS.includes(options?.fd ?? path)) return stdin;
	throw new Error("fs.createReadStream can read only the standard input, in the browser.");
}

const sync = {
	readFile: readFileSync,
	writeFile: writeFileSync,
	appendFile: appendFileSync,
	unlink: unlinkSync,
	access(path: unknown) {
		if (!files.has(String(path)) && !INPUTS.includes(path)) throw missing("access", path);
	},
};

type Sync = (...values: never[]) => unknown;

/** Makes a function with a callback from one that returns at once. */
const withCallback =
	(run: Sync) =>
	(...values: unknown[]) => {
		const callback = values.pop() as Callback;
		onInput(() => {
			let value: unknown;
			try {
				value = run(...(values as never[]));
			} catch (error) {
				callback(error);
				return;
			}
			callback(null, value);
		});
	};

const withPromise =
	(run: Sync) =>
	(...values: unknown[]) =>
		new Promise((resolve, reject) => {
			const done: Callback = (error, value) => (error ? reject(error) : resolve(value));
			withCallback(run)(...values, done);
		});

function each(make: (run: Sync) => unknown): Record<string, unknown> {
	return Object.fromEntries(Object.entries(sync).map(([name, run]) => [name, make(run as Sync)]));
}

export const promises = each(withPromise);
export const fs = {
	readFileSync,
	writeFileSync,
	appendFileSync,
	writeSync,
	readSync,
	unlinkSync,
	accessSync: sync.access,
	existsSync: (path: unknown) => files.has(String(path)) || INPUTS.includes(path),
	createReadStream,
	...each(withCallback),
	promises,
};

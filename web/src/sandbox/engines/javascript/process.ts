// `process`, with its three streams.
import EventEmitter from "events";
import { now } from "./intrinsics";
import { hold, nextTick } from "./loop";
import { print } from "./printing";
import { stdin } from "./stdin";

type Callback = (...values: unknown[]) => void;

const VERSION = "v24.19.0";
const decode = TextDecoder.prototype.decode;

class WriteStream extends EventEmitter {
	readonly writable = true;

	constructor(
		readonly fd: number,
		private readonly stream: "stdout" | "stderr",
	) {
		super();
		Object.defineProperty(this, "stream", { enumerable: false });
	}

	write(chunk: unknown, encoding?: string | Callback, callback?: Callback): boolean {
		print(this.stream, textOf(chunk));
		const done = typeof encoding === "function" ? encoding : callback;
		if (done) nextTick(done as never);
		return true;
	}

	end(chunk?: unknown): this {
		if (chunk !== undefined) this.write(chunk);
		return this;
	}

	cork(): void {}
	uncork(): void {}
}

/** The text of what a program writes; TypeError if it is neither a string nor bytes. */
export function textOf(chunk: unknown): string {
	if (typeof chunk === "string") return chunk;
	if (ArrayBuffer.isView(chunk)) return decode.call(new TextDecoder("utf-8", { ignoreBOM: true }), chunk);
	const error = new TypeError(
		'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView.' +
			` Received ${chunk === null || chunk === undefined ? chunk : `type ${typeof chunk} (${String(chunk)})`}`,
	);
	throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
}

function hrtime(since?: readonly [number, number]): [number, number] {
	const ms = now();
	let [seconds, nanoseconds] = [Math.floor(ms / 1000), Math.floor((ms % 1000) * 1e6)];
	if (since) {
		seconds -= since[0];
		nanoseconds -= since[1];
		if (nanoseconds < 0) [seconds, nanoseconds] = [seconds - 1, nanoseconds + 1e9];
	}
	return [seconds, nanoseconds];
}
hrtime.bigint = () => BigInt(Math.floor(now() * 1e6));

let code: number | undefined;

function toCode(value: unknown): number | undefined {
	if (value === undefined || value === null) return undefined;
	const number = typeof value === "string" && value !== "" ? Number(value) : value;
	if (typeof number === "number" && Number.isInteger(number)) return number;
	const error = new TypeError(`The "code" argument must be of type number. Received ${String(value)}`);
	throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
}

/** The exit code that the program has set, from 0 to 255. */
export const exitCode = () => (code === undefined ? undefined : code & 255);

const unavailable = (name: string) => () => {
	throw new Error(`process.${name}() is not available in the browser.`);
};

/** Makes the program's `process`. `exit` ends the program at once. */
export function makeProcess(file: string, exit: (code: number) => never) {
	const stdout = new WriteStream(1, "stdout");
	const stderr = new WriteStream(2, "stderr");
	const process = Object.assign(new EventEmitter(), {
		title: "node",
		version: VERSION,
		versions: { node: VERSION.slice(1) },
		arch: "x64",
		platform: "linux",
		release: { name: "node" },
		argv: ["/usr/local/bin/node", file],
		execArgv: [] as string[],
		execPath: "/usr/local/bin/node",
		env: {} as Record<string, string>,
		pid: 1,
		ppid: 0,
		features: {},
		stdin,
		stdout,
		stderr,
		hrtime,
		nextTick,
		exit(value?: unknown): never {
			if (value !== undefined) code = toCode(value);
			return exit(exitCode() ?? 0);
		},
		cwd: () => "/",
		uptime: () => now() / 1000,
		emitWarning: (warning: unknown) =>
			print("stderr", `(node:1) ${warning instanceof Error ? String(warning) : `Warning: ${String(warning)}`}\n`),
		memoryUsage: unavailable("memoryUsage"),
		cpuUsage: unavailable("cpuUsage"),
		chdir: unavailable("chdir"),
		kill: unavailable("kill"),
		abort: () => exit(134),
		ref: () => hold(),
	});
	Object.defineProperty(process, "exitCode", {
		enumerable: true,
		configurable: true,
		get: () => code,
		set: (value: unknown) => {
			code = toCode(value);
		},
	});
	Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
	return process;
}

export type Process = ReturnType<typeof makeProcess>;

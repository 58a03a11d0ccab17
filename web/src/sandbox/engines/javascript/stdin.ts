// What the program reads: its input as a whole, as a stream, or byte by byte.
import { Buffer } from "buffer";
import EventEmitter from "events";
import { nextTick, onInput } from "./loop";

let input = "";
let taken = 0;

export function setInput(text: string): void {
	input = text;
}

/** All bytes that have not been read yet. */
export function readAll(): Buffer {
	const left = Buffer.from(input).subarray(taken) as Buffer;
	taken += left.length;
	return left;
}

/** Reads at most `length` bytes; none at the end. */
export function readSome(length: number): Buffer {
	const some = Buffer.from(input).subarray(taken, taken + length) as Buffer;
	taken += some.length;
	return some;
}

type Encoding = Parameters<Buffer["toString"]>[0];

class ReadStream extends EventEmitter {
	readonly fd = 0;
	#encoding: Encoding | null = null;
	#state: "new" | "flowing" | "paused" | "ended" = "new";
	#unread: Buffer | string | null = null;

	setEncoding(encoding?: Encoding): this {
		this.#encoding = encoding ?? "utf8";
		return this;
	}

	override on(name: string | symbol, listener: (...values: unknown[]) => void): this {
		super.on(name, listener);
		if (name === "data" && this.#state !== "paused") this.resume();
		if (name === "readable") onInput(() => this.#tellReadable());
		return this;
	}

	addListener(name: string | symbol, listener: (...values: unknown[]) => void): this {
		return this.on(name, listener);
	}

	resume(): this {
		if (this.#state === "new" || this.#state === "paused") onInput(() => this.#flow());
		if (this.#state !== "ended") this.#state = "flowing";
		return this;
	}

	pause(): this {
		if (this.#state !== "ended") this.#state = "paused";
		return this;
	}

	isPaused(): boolean {
		return this.#state === "paused";
	}

	read(): Buffer | string | null {
		const chunk = this.#unread ?? this.#next();
		this.#unread = null;
		return chunk;
	}

	#next(): Buffer | string | null {
		const bytes = readAll();
		if (bytes.length === 0) return null;
		return this.#encoding ? bytes.toString(this.#encoding) : bytes;
	}

	#tellReadable(): void {
		if (this.#state === "ended") return;
		this.#unread = this.#next();
		if (this.#unread !== null) this.emit("readable");
		// At the end of the input a program is told once more, and reads null.
		this.emit("readable");
		this.#end();
	}

	#flow(): void {
		if (this.#state !== "flowing") return;
		const chunk = this.read();
		if (chunk !== null) this.emit("data", chunk);
		if (this.#state === "flowing") this.#end();
	}

	#end(): void {
		this.#state = "ended";
		nextTick(() => {
			this.emit("end");
			this.emit("close");
		});
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Buffer | string> {
		const chunk = await new Promise<Buffer | string | null>((resolve) => onInput(() => resolve(this.read())));
		if (chunk !== null) yield chunk;
		this.#end();
	}

	pipe<T extends { write(chunk: unknown): unknown; end?(): unknown }>(target: T): T {
		this.on("data", (chunk) => target.write(chunk));
		this.on("end", () => target.end?.());
		return target;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	destroy(): this {
		this.#state = "ended";
		return this;
	}

	close(): void {
		this.destroy();
	}
}

export const stdin = new ReadStream();

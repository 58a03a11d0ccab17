// Node's `readline` and `readline/promises`. Lines wait until the program asks for them, as they do at a terminal:
// Node itself loses those that come before the next question if its input is no terminal.
import EventEmitter from "events";
import { nextTick, onInput } from "./loop";
import { readAll, stdin } from "./stdin";

interface Options {
	input?: unknown;
	output?: { write(text: string): unknown };
	prompt?: string;
}

type Answer = (line: string) => void;

let lines: string[] | null = null;

function left(): string[] {
	if (!lines) {
		lines = readAll()
			.toString()
			.split(/\r\n|\n|\r/);
		// After the last line end there is no line.
		if (lines.at(-1) === "") lines.pop();
		lines.reverse();
	}
	return lines;
}

export class Interface extends EventEmitter {
	line = "";
	cursor = 0;
	terminal = false;
	closed = false;
	readonly #output: Options["output"];
	#prompt: string;
	#answer: Answer | null = null;
	#isPaused = false;

	constructor(input: unknown, output?: Options["output"]) {
		super();
		const options: Options =
			typeof input === "object" && input !== null && "input" in input ? (input as Options) : output ? { output } : {};
		const source = options.input ?? input;
		if (source !== stdin) throw new Error("readline can read process.stdin only, in the browser.");
		this.#output = options.output;
		this.#prompt = options.prompt ?? "> ";
		onInput(() => this.#deliver());
	}

	override on(name: string | symbol, listener: (...values: unknown[]) => void): this {
		super.on(name, listener);
		if (name === "line") onInput(() => this.#deliver());
		return this;
	}

	addListener(name: string | symbol, listener: (...values: unknown[]) => void): this {
		return this.on(name, listener);
	}

	#deliver(): void {
		while (!this.closed && !this.#isPaused && left().length > 0) {
			const answer = this.#answer;
			if (!answer && this.listenerCount("line") === 0) return;
			const line = left().pop()!;
			this.#answer = null;
			if (answer) answer(line);
			else this.emit("line", line);
		}
		if (!this.#isPaused && left().length === 0) this.close();
	}

	question(query: string, options: object | Answer, callback?: Answer): void {
		if (this.closed) throw Object.assign(new Error("readline was closed"), { code: "ERR_USE_AFTER_CLOSE" });
		this.#output?.write(query);
		this.#answer = typeof options === "function" ? (options as Answer) : (callback ?? null);
		onInput(() => this.#deliver());
	}

	setPrompt(prompt: string): void {
		this.#prompt = prompt;
	}

	getPrompt(): string {
		return this.#prompt;
	}

	prompt(): void {
		this.#output?.write(this.#prompt);
		this.resume();
	}

	pause(): this {
		if (!this.#isPaused) this.emit("pause");
		this.#isPaused = true;
		return this;
	}

	resume(): this {
		if (!this.#isPaused) return this;
		this.#isPaused = false;
		this.emit("resume");
		onInput(() => this.#deliver());
		return this;
	}

	write(): void {}

	close(): void {
		if (this.closed) return;
		this.closed = true;
		this.emit("close");
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<string> {
		const come: string[] = [];
		let isOver = false;
		let wake = () => {};
		this.on("line", (line) => {
			come.push(line as string);
			wake();
		});
		this.on("close", () => {
			isOver = true;
			wake();
		});
		try {
			for (;;) {
				while (come.length > 0) yield come.shift()!;
				if (isOver || this.closed) return;
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		} finally {
			this.close();
		}
	}
}

class AskingInterface extends Interface {
	// biome-ignore lint/suspicious/noExplicitAny: Node's two interfaces differ in this.
	override question(query: string): any {
		return new Promise<string>((resolve, reject) => {
			try {
				super.question(query, (line: string) => resolve(line));
			} catch (error) {
				reject(error);
			}
		});
	}
}

const nothing = (...values: unknown[]) => {
	const done = values.at(-1);
	if (typeof done === "function") nextTick(done as never);
	return true;
};
const terminal = { clearLine: nothing, clearScreenDown: nothing, cursorTo: nothing, moveCursor: nothing };

export const promises = {
	Interface: AskingInterface,
	createInterface: (input: unknown, output?: Options["output"]) => new AskingInterface(input, output),
};
export const readline = {
	Interface,
	createInterface: (input: unknown, output?: Options["output"]) => new Interface(input, output),
	emitKeypressEvents() {},
	...terminal,
	promises,
};

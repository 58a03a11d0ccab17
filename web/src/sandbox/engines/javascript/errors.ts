// Errors as Node shows them: with the program's own frames, and the line of the code that they come from.
import { inspect } from "./inspect";
import { indexOf, max, repeat, slice, startsWith, uncurry } from "./intrinsics";
import type { Position, Translated } from "./translated";

interface Frame {
	getScriptNameOrSourceURL(): string | null;
	getLineNumber(): number | null;
	getFunctionName(): string | null;
	toString(): string;
}

const execute = uncurry(RegExp.prototype.exec);
const split = uncurry(String.prototype.split as (separator: string) => string[]);
const describe = uncurry(Error.prototype.toString);

let file = "";
let columns = 0;
let lines: string[] = [];
let original = (position: Position) => position;

/** Says what runs: the name of the file, its text, and where places of its JavaScript come from. */
export function setSource(name: string, code: string, translated: Translated): void {
	file = name;
	lines = split(code, "\n");
	if (translated.original) original = translated.original;
}

/** Says how many columns stand before the program in the first line of what is evaluated. */
export function setColumns(before: number): void {
	columns = before;
}

function inSource(line: number, column: number): Position {
	return original({ line, column: line === 1 ? max(1, column - columns) : column });
}

/** Writes a frame's place as it is in the program's file. */
function place(text: string): string {
	const name = `${file}:`;
	const at = indexOf(text, name);
	const found = at < 0 ? null : execute(/^(\d+):(\d+)/, slice(text, at + name.length));
	if (!found) return text;
	const { line, column } = inSource(Number(found[1]), Number(found[2]));
	return `${slice(text, 0, at)}${name}${line}:${column}${slice(text, at + name.length + found[0].length)}`;
}

/** The name of our class is not kept in what is built. */
function replaceTimer(text: string): string {
	const found = execute(/^\w+\.(\w+) \[as _onTimeout\] (.*)$/, text);
	if (!found) return text;
	return `Timeout.${found[1] === "eval" ? "_onTimeout" : `${found[1]} [as _onTimeout]`} ${found[2]}`;
}

/** V8 calls functions without a name "eval" in code that was evaluated. */
function frameText(frame: Frame): string {
	const text = replaceTimer(`${frame}`);
	if (frame.getFunctionName() !== "eval") return place(text);
	const found = execute(/^(async |new )?(?:(.*)\.)?eval \((.*)\)$/, text);
	if (!found) return place(text);
	const before = found[1] ?? "";
	const where = place(found[3] ?? "");
	if (found[2]) return `${before}${found[2]}.<anonymous> (${where})`;
	return before === "new " ? `new <anonymous> (${where})` : before + where;
}

function stackOf(error: Error, frames: readonly Frame[]): string {
	let text: string;
	try {
		text = describe(error);
	} catch {
		text = "<error>";
	}
	// Built-in functions have no file; those below the program's last frame were called by us.
	let own = "";
	for (let index = 0; index < frames.length; index++) {
		const name = frames[index]!.getScriptNameOrSourceURL();
		if (name && execute(/^(blob|https?):/, name)) continue;
		own += `\n    at ${frameText(frames[index]!)}`;
		if (name) {
			text += own;
			own = "";
		}
	}
	return text;
}

/** The stack of an error in Firefox or Safari, which have other forms of it, as V8 would write it. */
export function stackFrom(head: string, stack: string): string {
	let text = head;
	for (const line of stack.split("\n")) {
		const [, name = "", where] = /^(.*?)@?(?:[^@]*\/)?((?:code\.[jt]s):\d+:\d+)$/.exec(line) ?? [];
		if (where) text += `\n    at ${name ? `${name} (${place(where)})` : place(where)}`;
	}
	return text;
}

/** Makes this worker's errors show the program's frames only. */
export function cleanStacks(): void {
	if ("captureStackTrace" in Error && new Error("").stack?.startsWith("Error")) {
		(Error as { prepareStackTrace?: unknown }).prepareStackTrace = stackOf;
		return;
	}
	Object.defineProperty(Error.prototype, Symbol.for("nodejs.util.inspect.custom"), {
		configurable: true,
		value(this: Error) {
			const head = describe(this);
			const stack = String(this.stack ?? "");
			if (!startsWith(stack, head)) {
				Object.defineProperty(this, "stack", { value: stackFrom(head, stack), writable: true, configurable: true });
			}
			return this;
		},
	});
}

/** "code.js:3", the line, and a mark below the column. */
function quoted({ line, column }: Position): string {
	const source = lines[line - 1];
	if (source === undefined) return "";
	return `${file}:${line}\n${source}\n${repeat(" ", column > 0 ? column - 1 : 0)}^\n\n`;
}

function positionOf(error: unknown): Position | null {
	const stack = error instanceof Error ? error.stack : undefined;
	const found = typeof stack === "string" ? execute(/code\.[jt]s:(\d+):(\d+)/, stack) : null;
	return found && { line: Number(found[1]), column: Number(found[2]) };
}

const report = globalThis.reportError.bind(globalThis);
const preventDefault = uncurry(Event.prototype.preventDefault);
let locate: ((event: ErrorEvent) => void) | null = null;

/** Calls `listener` with each error that nothing has caught. */
export function onUncaught(listener: (error: unknown) => void): void {
	addEventListener("error", (event) => {
		preventDefault(event);
		if (locate) locate(event);
		else listener(event.error);
	});
}

/** Where a syntax error is; the browser tells it only with the event of an error that nothing has caught. */
function positionOfSyntaxError(error: unknown): Position | null {
	let position: Position | null = null;
	locate = ({ lineno, colno }) => {
		position = inSource(lineno, colno);
	};
	report(error);
	locate = null;
	return position;
}

/** What Node prints of an error that ends the program. */
export function fatalText(error: unknown, fault: { position: Position | null } | null): string {
	const position = fault ? (fault.position ?? positionOfSyntaxError(error)) : positionOf(error);
	const words = fault ? `${error}` : error instanceof Error ? inspect(error) : `Uncaught ${inspect(error)}`;
	return `${position ? quoted(position) : ""}${words}\n`;
}

/** The error for a rejection that nothing handled, which is the reason itself if that is an error. */
export function unhandled(reason: unknown): unknown {
	if (reason instanceof Error) return reason;
	const words =
		"This error originated either by throwing inside of an async function without a catch block, or by rejecting a" +
		` promise which was not handled with .catch(). The promise rejected with the reason "${typeof reason === "string" ? reason : inspect(reason)}".`;
	const error = new Error(words);
	error.name = "UnhandledPromiseRejection";
	return Object.assign(error, { code: "ERR_UNHANDLED_REJECTION" });
}

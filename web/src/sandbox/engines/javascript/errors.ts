// Errors that end a program, as Node shows them.
import { inspect } from "./inspect";
import { uncurry } from "./intrinsics";
import { inSource, quoted } from "./stacks";
import type { Position } from "./translated";

const execute = uncurry(RegExp.prototype.exec);

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

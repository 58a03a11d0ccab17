// The last lines of what the peer says: each grows until it is final. Pure.
import type { Frames } from "../../sockets/frames";

export type Caption = Pick<Frames["peer.caption"], "line" | "text" | "final">;

export const MOST_LINES = 3;
const LONGEST_TEXT = 1_000;
const LONGEST_NAME = 64;

/** Returns the lines after one more caption, oldest first. */
export function withCaption(lines: readonly Caption[], { line, text, final }: Caption): Caption[] {
	const at = lines.findIndex((one) => one.line === line);
	const next = { line, text, final };
	// A final line changes no more, whatever is late.
	if (at !== -1 && lines[at]?.final) return [...lines];
	const all = at === -1 ? [...lines, next] : lines.with(at, next);
	return all.filter((one) => one.text !== "").slice(-MOST_LINES);
}

/** Whether a caption has the right form, as far as the peer's client has chosen it. */
export function isCaption({ line, text, final }: Record<string, unknown>): boolean {
	return isText(line, LONGEST_NAME) && isText(text, LONGEST_TEXT) && typeof final === "boolean";
}

function isText(value: unknown, most: number): boolean {
	return typeof value === "string" && value.length <= most;
}

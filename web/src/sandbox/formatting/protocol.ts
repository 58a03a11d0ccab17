// What the page asks of a formatter in the sandbox, and what it answers.

/** The languages that there is a formatter for. */
export const FORMATTED = ["python", "javascript", "typescript", "html"] as const;
export type Formatted = (typeof FORMATTED)[number];

export interface FormatRequest {
	type: "format";
	id: string;
	language: Formatted;
	code: string;
	/** One level of indentation: spaces, or a tab. */
	unit: string;
	/** What the page has loaded for the formatter: the frame itself has no cache. */
	wasm?: ArrayBuffer | undefined;
}

/** Text in the place of what is between two positions of the text before, in UTF-16 units. */
export interface Change {
	from: number;
	to: number;
	insert: string;
}

export type FormatAnswer =
	| { type: "formatted"; id: string; changes: readonly Change[] }
	/** The line, from 1, where it is known. */
	| { type: "unformatted"; id: string; message: string; line: number | null };

/** What is wrong with the code, so that it can't be formatted. */
export class Unformatted extends Error {
	constructor(
		message: string,
		readonly line: number | null,
	) {
		super(message);
	}
}

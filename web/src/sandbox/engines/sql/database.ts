// What both databases do.

/** As JSON has it. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

export interface Rows {
	columns: readonly string[];
	/** For the tests of a question. */
	values: readonly (readonly Value[])[];
	/** As they are printed. */
	texts: readonly (readonly string[])[];
}

/** What one statement did. */
export interface Outcome {
	/** Absent for a statement that returns none. */
	rows?: Rows | undefined;
	/** Of a statement that changes rows. */
	changed?: { how: "inserted" | "updated" | "deleted"; count: number } | undefined;
}

export interface Database {
	/** Runs statements in turn. Throws StatementError at the first that fails. */
	run(script: string, done: (outcome: Outcome) => void): Promise<void>;
	close(): void;
}

export class StatementError extends Error {
	/** `line` is the line of the script, counted from 1. */
	constructor(
		message: string,
		readonly line: number,
	) {
		super(message);
	}
}

const BLANK = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

/** Returns the line, counted from 1, of the first word at or after a place of the script. */
export function lineOf(script: string, place: number): number {
	const blank = BLANK.exec(script.slice(place))?.[0].length ?? 0;
	return script.slice(0, place + blank).split("\n").length;
}

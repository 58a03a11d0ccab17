// What a program of another language is as JavaScript, and where it is no program.

export interface Position {
	/** From 1, as `column`. */
	line: number;
	column: number;
}

export interface Translated {
	code: string;
	/** Where in the program's own text a place of `code` comes from; left out if both have the same lines. */
	original?(position: Position): Position;
}

/** The code can't be run. `position` is where, if that is known. */
export class SyntaxFault extends Error {
	constructor(
		readonly error: unknown,
		readonly position: Position | null = null,
	) {
		super("The program has a syntax error.");
	}
}

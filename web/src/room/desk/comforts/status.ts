// What the line below the editor says.
import type { ViewUpdate } from "@codemirror/view";
import type { Keys } from "./settings";

export interface Status {
	line: number;
	column: number;
	/** Selected characters, and cursors. */
	selected: number;
	cursors: number;
	/** One level of indentation. */
	unit: string;
	/** The keys that are there: others may be chosen, and still be loaded. */
	keys: Keys;
	/** Vim's mode, if they are Vim's. */
	mode: string;
	isFormatting: boolean;
	/** What the formatter said, until the text is another. */
	note: string;
}

export const START: Status = {
	line: 1,
	column: 1,
	selected: 0,
	cursors: 1,
	unit: "    ",
	keys: "standard",
	mode: "",
	isFormatting: false,
	note: "",
};

/** Returns the status after an update; the same one if nothing of it has changed. */
export function statusOf({ state, docChanged, selectionSet }: ViewUpdate, before: Status): Status {
	if (!docChanged && !selectionSet) return before;
	const { main, ranges } = state.selection;
	const line = state.doc.lineAt(main.head);
	const now = {
		line: line.number,
		column: main.head - line.from + 1,
		selected: ranges.reduce((sum, { from, to }) => sum + to - from, 0),
		cursors: ranges.length,
		note: docChanged ? "" : before.note,
	};
	const isSame = (Object.keys(now) as (keyof typeof now)[]).every((key) => now[key] === before[key]);
	return isSame ? before : { ...before, ...now };
}

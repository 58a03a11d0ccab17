// Folding: by the grammar where the language has one, and otherwise by how far lines are indented.
import { codeFolding, foldGutter, foldKeymap, foldService, language } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";

export const folding: Extension = [
	codeFolding(),
	foldGutter({ openText: "⌄", closedText: "›" }),
	keymap.of(foldKeymap),
	foldService.of((state, start) => (knowsBlocks(state) ? null : byIndentation(state, start))),
];

/** Returns whether the grammar says what can be folded. The older ones only give each word its color. */
function knowsBlocks(state: EditorState): boolean {
	const grammar = state.facet(language);
	return grammar !== null && !("streamParser" in grammar);
}

/** Returns what is indented farther than the line that starts at `start`, from that line's end; null if nothing is. */
export function byIndentation(state: EditorState, start: number): { from: number; to: number } | null {
	const first = state.doc.lineAt(start);
	const own = depthOf(first.text, state.tabSize);
	if (own === null) return null;
	let end = first.to;
	for (let number = first.number + 1; number <= state.doc.lines; number++) {
		const line = state.doc.line(number);
		const depth = depthOf(line.text, state.tabSize);
		if (depth !== null && depth <= own) break;
		if (depth !== null) end = line.to;
	}
	return end > first.to ? { from: first.to, to: end } : null;
}

/** Returns the columns before the text of a line; null if it has none. */
function depthOf(line: string, tabSize: number): number | null {
	const blank = /^\s*/.exec(line)?.[0] ?? "";
	if (blank.length === line.length) return null;
	return [...blank].reduce((depth, one) => depth + (one === "\t" ? tabSize - (depth % tabSize) : 1), 0);
}

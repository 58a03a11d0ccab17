import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { byIndentation } from "./folding";

function folded(text: string, line: number): string | null {
	const state = EditorState.create({ doc: text });
	const range = byIndentation(state, state.doc.line(line).from);
	return range && state.sliceDoc(range.from, range.to);
}

test("what is indented farther than a line is folded into it, without blank lines after it", () => {
	const text = "def a\n  b\n\n\tc\n\nend\nd";
	expect(folded(text, 1)).toBe("\n  b\n\n\tc");
	expect(folded(text, 2)).toBe("\n\n\tc");
	expect(folded(text, 6)).toBeNull();
	expect(folded(text, 3)).toBeNull();
});

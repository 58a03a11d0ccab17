import { EditorState } from "@codemirror/state";
import type { Command, EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { expandSelection, shrinkSelection, steps } from "./expandSelection";

function selecting(text: string) {
	let state = EditorState.create({
		doc: text.replace("|", ""),
		selection: { anchor: text.indexOf("|") },
		extensions: steps,
	});
	return (command: Command): string => {
		command({ state, dispatch: (one: { state: EditorState }) => (state = one.state) } as unknown as EditorView);
		return state.sliceDoc(state.selection.main.from, state.selection.main.to);
	};
}

test("a selection grows from the word over the brackets to all, and shrinks again", () => {
	const press = selecting("f(a, [b, (c)], d|d)");
	expect(press(expandSelection)).toBe("dd");
	expect(press(expandSelection)).toBe("a, [b, (c)], dd");
	expect(press(expandSelection)).toBe("(a, [b, (c)], dd)");
	expect(press(expandSelection)).toBe("f(a, [b, (c)], dd)");
	expect(press(expandSelection)).toBe("f(a, [b, (c)], dd)");
	expect(press(shrinkSelection)).toBe("(a, [b, (c)], dd)");
	expect(press(shrinkSelection)).toBe("a, [b, (c)], dd");
	expect(press(shrinkSelection)).toBe("dd");
	expect(press(shrinkSelection)).toBe("");
});

// Selects what is around the selection, step by step: the word, what is in the brackets, the brackets, the syntax around
// them, all. And back again.
import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState, type SelectionRange, StateEffect, StateField } from "@codemirror/state";
import type { Command } from "@codemirror/view";

interface Span {
	from: number;
	to: number;
}

const PAIRS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const CLOSING = new Set(Object.values(PAIRS));
/** Characters before and after in which brackets are looked for. */
const NEAR = 20_000;

const stepped = StateEffect.define<readonly EditorSelection[]>();
/** The selections before each step, for the way back. */
export const steps = StateField.define<readonly EditorSelection[]>({
	create: () => [],
	update(before, { effects, docChanged, selection }) {
		const now = effects.find((one) => one.is(stepped));
		if (now) return now.value;
		return docChanged || selection ? [] : before;
	},
});

export const expandSelection: Command = ({ state, dispatch }) => {
	const ranges = state.selection.ranges.map((range) => wider(state, range));
	const selection = EditorSelection.create(ranges, state.selection.mainIndex);
	if (selection.eq(state.selection)) return false;
	const effects = stepped.of([...state.field(steps), state.selection]);
	dispatch(state.update({ selection, effects, userEvent: "select" }));
	return true;
};

export const shrinkSelection: Command = ({ state, dispatch }) => {
	const before = state.field(steps);
	const selection = before.at(-1);
	if (!selection) return false;
	dispatch(state.update({ selection, effects: stepped.of(before.slice(0, -1)), userEvent: "select" }));
	return true;
};

/** Returns the smallest thing that has the selection in it and more. */
function wider(state: EditorState, range: SelectionRange): SelectionRange {
	const all = { from: 0, to: state.doc.length };
	const around = [state.wordAt(range.head), ...brackets(state, range), ...syntax(state, range), all];
	const found = around
		.filter((span): span is Span => span !== null && holds(span, range))
		.reduce((least, span) => (span.to - span.from < least.to - least.from ? span : least), all);
	return EditorSelection.range(found.from, found.to);
}

function holds({ from, to }: Span, { from: start, to: end }: SelectionRange): boolean {
	return from <= start && end <= to && to - from > end - start;
}

function syntax(state: EditorState, { from, to }: Span): Span[] {
	const spans: Span[] = [];
	let node = syntaxTree(state).resolveInner(from, 1);
	for (; node.parent; node = node.parent) if (node.from <= from && node.to >= to) spans.push(node);
	return spans;
}

/** Returns what is in the nearest brackets around, without and with them. Brackets in strings count as others do. */
function brackets(state: EditorState, { from, to }: Span): Span[] {
	const before = state.sliceDoc(Math.max(0, from - NEAR), from);
	const open = unmatched([...before].reverse().join(""), CLOSING, (one) => one in PAIRS);
	if (!open) return [];
	const after = state.sliceDoc(to, to + NEAR);
	const close = unmatched(after, new Set(Object.keys(PAIRS)), (one) => CLOSING.has(one));
	if (!close || PAIRS[open.bracket] !== close.bracket) return [];
	const [start, end] = [from - open.at, to + close.at];
	return [
		{ from: start, to: end },
		{ from: start - 1, to: end + 1 },
	];
}

/** Returns the first bracket that ends what was begun before the text. */
function unmatched(text: string, begins: ReadonlySet<string>, ends: (one: string) => boolean) {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const bracket = text[at] as string;
		if (begins.has(bracket)) depth++;
		else if (ends(bracket) && depth-- === 0) return { bracket, at };
	}
	return null;
}

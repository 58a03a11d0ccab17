// Suggestions while typing: keywords and snippets of the language, and words of the text. Nothing is chosen until the
// user does it by arrow keys, so Enter makes a new line and Tab indents.
import {
	acceptCompletion,
	autocompletion,
	type Completion,
	type CompletionContext,
	type CompletionResult,
	type CompletionSource,
	closeCompletion,
	completionStatus,
	moveCompletionSelection,
	selectedCompletion,
} from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

/** Letters that are typed before suggestions come. */
const LEAST = 2;
const SHORTEST_WORD = 3;
const MOST_WORDS = 500;
/** Characters before and after the cursor in which words are looked for. */
const NEAR = 50_000;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const TYPED = /[\p{L}\p{N}_$]+$/u;
const NO_CODE = /comment|string|char|rune|regexp|template/i;

export function completion(suggests: boolean): Extension {
	return autocompletion({ override: [suggestions], activateOnTyping: suggests, selectOnOpen: false });
}

/** Returns what can be at the cursor, each once. */
export async function suggestions(context: CompletionContext): Promise<CompletionResult | null> {
	const { state, pos, explicit } = context;
	const typed = context.matchBefore(TYPED);
	if (typed ? /^\d/.test(typed.text) : !explicit) return null;
	if (!explicit && typed && typed.text.length < LEAST) return null;
	const from = typed?.from ?? pos;
	const found = await ofLanguage(context);
	const other = found.find((result) => result.from !== from);
	// Such as a name in quotes.
	if (other) return other;
	const options = new Map<string, Completion>();
	for (const one of found.flatMap((result) => result.options)) options.set(`${one.label} ${one.detail ?? ""}`, one);
	const known = new Set([...options.values()].map(({ label }) => label));
	const words = wordsNear(state, from, pos).filter((word) => !known.has(word));
	const all = [...options.values(), ...words.map((label) => ({ label, type: "text" }))];
	return all.length ? { from, options: all, validFor: /^[\p{L}\p{N}_$]*$/u } : null;
}

async function ofLanguage(context: CompletionContext): Promise<CompletionResult[]> {
	// Some older grammars bring a bare list, for comments and strings as well.
	const sources = context.state.languageDataAt<CompletionSource | readonly string[]>("autocomplete", context.pos);
	const found = await Promise.all(sources.map((source) => (typeof source === "function" ? source(context) : null)));
	return found.filter((result) => result !== null);
}

/** Returns the words around the cursor, nearest first, without the one that is typed there. */
function wordsNear(state: EditorState, from: number, to: number): string[] {
	const start = Math.max(0, from - NEAR);
	const places = new Map<string, number>();
	for (const { 0: word, index } of state.sliceDoc(start, to + NEAR).matchAll(WORD)) {
		const at = start + index;
		if (word.length < SHORTEST_WORD || (at <= from && from < at + word.length)) continue;
		places.set(word, Math.min(Math.abs(at - from), places.get(word) ?? Number.POSITIVE_INFINITY));
	}
	const nearest = [...places].sort(([, one], [, other]) => one - other);
	return nearest.slice(0, MOST_WORDS).map(([word]) => word);
}

/** Returns whether there is text at the cursor that no keyword belongs in: a comment or a string. */
export function isInText(state: EditorState, pos: number): boolean {
	const tree = syntaxTree(state);
	if (tree.length === 0) return isInTextOfLine(state, pos);
	for (let node: typeof tree.topNode | null = tree.resolveInner(pos, -1); node; node = node.parent) {
		if (/interpolation/i.test(node.name)) return false;
		if (NO_CODE.test(node.name)) return true;
	}
	return false;
}

/** Guesses it by the line, for languages without a grammar here. */
function isInTextOfLine(state: EditorState, pos: number): boolean {
	const line = state.doc.lineAt(pos);
	const before = line.text.slice(0, pos - line.from).replace(/\\./g, "");
	const code = before.replace(/"[^"]*"|'[^']*'/g, "");
	return /["']|\/\/|^\s*(#|\*|\/\*)/.test(code);
}

/** Handles the keys of an open list before anything else does, other keys' sets included. */
export function onKeyOfList(event: KeyboardEvent, view: EditorView): boolean {
	if (completionStatus(view.state) !== "active" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
		return false;
	}
	if (event.key === "Escape") return closeCompletion(view);
	if (event.key === "ArrowDown" || event.key === "ArrowUp") {
		return moveCompletionSelection(event.key === "ArrowDown")(view);
	}
	const isChosen = event.key === "Enter" || event.key === "Tab";
	return isChosen && selectedCompletion(view.state) !== null && acceptCompletion(view);
}

// How lines are indented: as people of the language do it, unless something else was chosen. Enter, Tab, pasting and the
// formatter all go by it.
import { indentUnit } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { CodeLanguage } from "../../../sockets/frames";

export const INDENTS = ["language", "2", "4", "8", "tab"] as const;
export type Indent = (typeof INDENTS)[number];

const TAB = "\t";
/** Columns that a tab takes. */
const TAB_SIZE = 4;
const TWO: ReadonlySet<CodeLanguage> = new Set(["javascript", "typescript", "html", "ruby", "lua", "sql"]);

/** Returns what one level of indentation is: spaces, or a tab. */
export function unitOf(language: CodeLanguage, indent: Indent): string {
	if (indent === "tab") return TAB;
	if (indent !== "language") return " ".repeat(Number(indent));
	if (language === "go") return TAB;
	return " ".repeat(TWO.has(language) ? 2 : 4);
}

export function indentation(unit: string): Extension {
	return [
		indentUnit.of(unit),
		EditorState.tabSize.of(unit === TAB ? TAB_SIZE : unit.length),
		EditorView.clipboardInputFilter.of((text) => reindented(text, unit)),
	];
}

/** Returns a pasted text with its lines indented by tabs or by spaces, as `unit` is. Spaces after text stay. */
export function reindented(text: string, unit: string): string {
	const lines = text.split("\n");
	if (unit !== TAB) return lines.map((line) => line.replace(/^\t+/, (tabs) => unit.repeat(tabs.length))).join("\n");
	const step = stepOf(lines);
	const tabbed = (spaces: string) => TAB.repeat(Math.floor(spaces.length / step)) + " ".repeat(spaces.length % step);
	return step < 2 ? text : lines.map((line) => line.replace(/^ +(?=\S)/, tabbed)).join("\n");
}

/** Returns by how many spaces lines are indented farther than the line before, at least; 0 if none is. */
function stepOf(lines: readonly string[]): number {
	const depths = lines.filter((line) => /\S/.test(line)).map((line) => line.search(/[^ ]/));
	const steps = depths.map((depth, at) => depth - (depths[at - 1] ?? 0)).filter((step) => step > 0);
	return steps.length ? Math.min(...steps) : 0;
}

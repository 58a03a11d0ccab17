// The whiteboard in words, for those who can't see it: in short, and as a list of everything with what connects it.
import { plural, t } from "@lingui/core/macro";
import { list } from "../../ui/locale";
import { isolated } from "../../ui/names";
import { type ById, byIdOf, isConnector } from "./geometry";
import type { Mark } from "./marks";

const MOST_LISTED = 200;
/** The most letters of a text that stand for a mark. */
const SHORT = 60;

/** Returns what is on the board, in a line. */
export function inWords(marks: readonly Mark[]): string {
	if (marks.length === 0) return t`Nothing yet`;
	const counts = [
		counted(marks, "rect", (count) => plural(count, { one: "# rectangle", other: "# rectangles" })),
		counted(marks, "ellipse", (count) => plural(count, { one: "# ellipse", other: "# ellipses" })),
		counted(marks, "diamond", (count) => plural(count, { one: "# diamond", other: "# diamonds" })),
		counted(marks, "arrow", (count) => plural(count, { one: "# arrow", other: "# arrows" })),
		counted(marks, "line", (count) => plural(count, { one: "# line", other: "# lines" })),
		counted(marks, "stroke", (count) => plural(count, { one: "# stroke", other: "# strokes" })),
	];
	const texts = list(marks.flatMap((one) => ("text" in one && one.text ? [isolated(short(one.text))] : [])));
	const drawn = list(counts);
	if (!texts) return drawn;
	return drawn ? t`${drawn}; labels: ${texts}` : t`labels: ${texts}`;
}

function counted(marks: readonly Mark[], kind: Mark["kind"], say: (count: number) => string): string {
	const count = marks.filter((one) => one.kind === kind).length;
	return count > 0 ? say(count) : "";
}

function short(text: string): string {
	const line = text.replace(/\s+/g, " ").trim();
	return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line;
}

export interface Line {
	key: string;
	text: string;
}

/** Returns a line for each mark: what it is, what is written on it, and what it connects. */
export function listed(marks: readonly Mark[]): Line[] {
	const names = namesOf(marks);
	const byId = byIdOf(marks);
	return marks.slice(0, MOST_LISTED).map((mark) => ({ key: mark.key, text: inFull(mark, names, byId) }));
}

/** Returns a mark in words, as in the list. */
export function nameOf(mark: Mark, marks: readonly Mark[]): string {
	return inFull(mark, namesOf(marks), byIdOf(marks));
}

function inFull(mark: Mark, names: ReadonlyMap<string, string>, byId: ById): string {
	const name = names.get(mark.key) ?? "";
	if (!isConnector(mark)) return name;
	const [from, to] = [byId.get(mark.from), byId.get(mark.to)].map((one) => one && names.get(one.key));
	if (from && to) return t`${name}, from ${from} to ${to}`;
	if (from) return t`${name}, from ${from}`;
	return to ? t`${name}, to ${to}` : name;
}

/** Names each mark by its kind and its text, or its number among those of its kind. */
function namesOf(marks: readonly Mark[]): Map<string, string> {
	const counts = new Map<string, number>();
	return new Map(
		marks.map((mark) => {
			const number = (counts.get(mark.kind) ?? 0) + 1;
			counts.set(mark.kind, number);
			const text = "text" in mark ? isolated(short(mark.text)) : "";
			const kind = kindInWords(mark.kind);
			return [mark.key, text ? t`${kind} “${text}”` : t`${kind} ${number}`];
		}),
	);
}

function kindInWords(kind: Mark["kind"]): string {
	const words: Record<Mark["kind"], string> = {
		rect: t`Rectangle`,
		ellipse: t`Ellipse`,
		diamond: t`Diamond`,
		arrow: t`Arrow`,
		line: t`Line`,
		stroke: t`Stroke`,
		label: t`Text`,
		text: t`Text`,
	};
	return words[kind];
}

// What can be done with the selection, by keyboard or by button.
import { t } from "@lingui/core/macro";
import { nameOf } from "./describing";
import type { Easel } from "./easel";
import { areaOf, type ById, boundsOf, byIdOf, isConnector, isTarget } from "./geometry";
import type { Mark } from "./marks";
import { movesOf, resizesOf } from "./selecting";
import { between } from "./sticking";
import { add, type Fields, layer, paste, remove, set } from "./writing";

/** How far a copy is from what it was made of. */
const BESIDE = 30;

/** What was copied here last: it stays within this page. */
let copied: { marks: readonly Mark[]; byId: ById } = { marks: [], byId: new Map() };

export function chosenOf({ marks, selected }: Easel): Mark[] {
	return marks.filter((one) => selected.has(one.key));
}

export function copy(easel: Easel): void {
	if (easel.selected.size > 0) copied = { marks: chosenOf(easel), byId: easel.byId };
}

export function pasteCopied(easel: Easel): void {
	addCopies(easel, copied.marks, copied.byId);
}

export function duplicate(easel: Easel): void {
	addCopies(easel, chosenOf(easel), easel.byId);
}

function addCopies(easel: Easel, marks: readonly Mark[], byId: ById): void {
	if (marks.length === 0) return;
	let keys: string[] = [];
	easel.begin();
	easel.change((board) => {
		keys = paste(board, marks, byId, BESIDE);
	});
	if (keys.length < marks.length) easel.done(null);
	easel.select(keys);
	// What is pasted again goes beside what was pasted before.
	if (marks === copied.marks) {
		const moved = movesOf(marks, BESIDE, BESIDE);
		copied = { byId, marks: marks.map((one) => ({ ...one, ...moved.get(one.key) }) as Mark) };
	}
	easel.say(t`${keys.length} copied`);
}

export function removeChosen(easel: Easel): void {
	const { size } = easel.selected;
	if (size === 0) return;
	easel.begin();
	easel.change((board) => remove(board, easel.selected));
	easel.select([]);
	easel.say(t`${size} deleted`);
}

export function bring(easel: Easel, to: "front" | "back"): void {
	if (easel.selected.size === 0) return;
	easel.begin();
	easel.change((board) => layer(board, easel.selected, to));
	easel.say(to === "front" ? t`In front of everything` : t`Behind everything`);
}

/** Moves the selection. `isSame` says that it goes on, and is undone together with what was before. */
export function move(easel: Easel, x: number, y: number, isSame: boolean): void {
	if (!isSame) easel.begin();
	easel.change((board) => set(board, movesOf(chosenOf(easel), x, y)));
}

/** Makes the selection larger or smaller at its right and lower side. */
export function resize(easel: Easel, byX: number, byY: number, isSame: boolean): void {
	const chosen = chosenOf(easel);
	const area = boundsOf(chosen, easel.byId);
	if (!area) return;
	const to = { ...area, w: Math.max(10, area.w + byX), h: Math.max(10, area.h + byY) };
	if (!isSame) easel.begin();
	easel.change((board) => set(board, resizesOf(chosen, easel.byId, area, to)));
}

/** Selects the mark after or before the one that is selected, in reading order. */
export function selectNext(easel: Easel, by: 1 | -1): void {
	const order = inReadingOrder(easel.marks);
	if (order.length === 0) return;
	const at = order.findIndex((one) => easel.selected.has(one.key));
	const next = order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length];
	if (!next) return;
	easel.select([next.key]);
	easel.say(nameOf(next, easel.marks));
}

function inReadingOrder(marks: readonly Mark[]): Mark[] {
	const byId = byIdOf(marks);
	const places = new Map(marks.map((one) => [one.key, areaOf(one, byId)]));
	const row = (one: Mark) => Math.floor((places.get(one.key)?.y ?? 0) / 100);
	return [...marks].sort(
		(one, other) =>
			Number(isConnector(one)) - Number(isConnector(other)) ||
			row(one) - row(other) ||
			(places.get(one.key)?.x ?? 0) - (places.get(other.key)?.x ?? 0),
	);
}

/**
 * Connects two marks by an arrow: those that are selected, or `from` and the one that is selected. Returns the key of the
 * mark to connect next, if only one is known.
 */
export function connect(easel: Easel, from: string | null): string | null {
	const targets = chosenOf(easel).filter(isTarget);
	const before = easel.marks.find((one) => one.key === from);
	const [first, second] = targets.length > 1 ? targets : [before, targets[0]];
	if (!isTarget(second)) return null;
	if (!isTarget(first) || first.key === second.key) {
		easel.say(t`Choose what to connect with ${nameOf(second, easel.marks)}`);
		return second.key;
	}
	const { colour, width } = easel.style;
	const fields: Fields = { kind: "arrow", colour, width, size: 28, ...between(first, second, easel.byId) };
	let key: string | null = null;
	easel.begin();
	easel.change((board) => {
		key = add(board, fields);
	});
	easel.done(key);
	return null;
}

/** Gives what is selected another color, width or filling. */
export function restyle(easel: Easel, fields: Fields): void {
	const chosen = chosenOf(easel);
	if (chosen.length === 0) return;
	easel.begin();
	easel.change((board) => set(board, new Map(chosen.map((one) => [one.key, fitting(one, fields)]))));
}

function fitting(mark: Mark, fields: Fields): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => name === "colour" || name in mark));
}

/** Begins to write on what is selected. */
export function label(easel: Easel): void {
	const [mark] = chosenOf(easel);
	if (!mark || mark.kind === "stroke") return;
	const { x, y, w, h } = areaOf(mark, easel.byId);
	const isText = mark.kind === "text" || mark.kind === "label";
	easel.write({ key: mark.key, at: isText ? { x, y } : { x: x + w / 2, y: y + h / 2 }, text: mark.text });
}

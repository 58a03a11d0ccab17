// The marks on the whiteboard: strokes and labels, as a list in the shared document, beside the code.
//
// A mark is a map with `kind` and `colour` (an index). A stroke also has `width` and `points` (integers, x and y in
// turn), and a label `x`, `y`, and `text`. Anything else in the list is ignored.
import { t } from "@lingui/core/macro";
import * as Y from "yjs";

export type Board = Y.Array<Y.Map<unknown>>;
export const WIDTH = 1600;
export const HEIGHT = 1200;
export const COLOURS = [t`black`, t`blue`, t`red`, t`green`] as const;
export const LONGEST_LABEL = 120;
// A number takes three bytes; the whole document, code included, may have 896 KiB.
const MOST_NUMBERS = 60_000;
const NEAR = 4;

export interface Stroke {
	kind: "stroke";
	id: string;
	colour: number;
	width: number;
	points: readonly number[];
}
export interface Label {
	kind: "label";
	id: string;
	colour: number;
	x: number;
	y: number;
	text: string;
}
export type Mark = Stroke | Label;

/** Returns the marks that can be shown, bottom first. */
export function read(board: Board): Mark[] {
	return board.toArray().flatMap((one) => {
		const mark = one instanceof Y.Map ? readOne(one) : null;
		return mark ? [mark] : [];
	});
}

function readOne(map: Y.Map<unknown>): Mark | null {
	const [kind, points, text] = [map.get("kind"), map.get("points"), map.get("text")];
	const common = { id: idOf(map), colour: whole(map.get("colour"), COLOURS.length - 1) };
	if (kind === "stroke" && points instanceof Y.Array) {
		const width = Math.max(1, whole(map.get("width"), 40));
		return { kind, ...common, width, points: points.toArray().map((value) => whole(value, WIDTH)) };
	}
	if (kind === "label" && typeof text === "string") {
		const [x, y] = [whole(map.get("x"), WIDTH), whole(map.get("y"), HEIGHT)];
		return { kind, ...common, x, y, text: text.slice(0, LONGEST_LABEL) };
	}
	return null;
}

const ids = new WeakMap<Y.Map<unknown>, string>();
let next = 0;

function idOf(map: Y.Map<unknown>): string {
	const known = ids.get(map) ?? String(next++);
	ids.set(map, known);
	return known;
}

function whole(value: unknown, most: number): number {
	return typeof value === "number" && Number.isFinite(value) ? Math.min(most, Math.max(0, Math.round(value))) : 0;
}

/** Begins a stroke. Returns it for `extend`, or null when the board is full. */
export function begin(board: Board, x: number, y: number, colour: number, width: number): Y.Array<number> | null {
	if (isFull(board)) return null;
	const points = new Y.Array<number>();
	points.push([whole(x, WIDTH), whole(y, HEIGHT)]);
	board.push([new Y.Map<unknown>(Object.entries({ kind: "stroke", colour, width, points }))]);
	return points;
}

/** Extends a stroke to a point, unless the point is too close to its end. */
export function extend(points: Y.Array<number>, x: number, y: number): void {
	const [nextX, nextY] = [whole(x, WIDTH), whole(y, HEIGHT)];
	const [lastX, lastY] = points.slice(-2) as [number, number];
	if (Math.hypot(nextX - lastX, nextY - lastY) >= NEAR) points.push([nextX, nextY]);
}

export function write(board: Board, x: number, y: number, colour: number, text: string): boolean {
	if (isFull(board)) return false;
	const [atX, atY] = [whole(x, WIDTH), whole(y, HEIGHT)];
	board.push([new Y.Map<unknown>(Object.entries({ kind: "label", colour, x: atX, y: atY, text }))]);
	return true;
}

/** Removes every mark near a point. */
export function eraseAt(board: Board, x: number, y: number, reach: number): void {
	for (let index = board.length - 1; index >= 0; index -= 1) {
		const map = board.get(index);
		const mark = map instanceof Y.Map ? readOne(map) : null;
		if (mark && isNear(mark, x, y, reach)) board.delete(index);
	}
}

function isNear(mark: Mark, x: number, y: number, reach: number): boolean {
	if (mark.kind === "label") {
		const width = mark.text.length * 17;
		return x > mark.x - reach && x < mark.x + width + reach && y > mark.y - 32 - reach && y < mark.y + reach;
	}
	const { points } = mark;
	for (let at = 0; at + 1 < points.length; at += 2) {
		const from = Math.max(0, at - 2);
		if (distance(x, y, points[from]!, points[from + 1]!, points[at]!, points[at + 1]!) <= reach + mark.width / 2)
			return true;
	}
	return false;
}

/** Returns the distance of a point from a line segment. */
function distance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
	const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
	const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
	return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1));
}

function isFull(board: Board): boolean {
	let numbers = 0;
	for (const one of board.toArray()) {
		const points = one instanceof Y.Map ? one.get("points") : null;
		numbers += 20 + (points instanceof Y.Array ? points.length : 0);
	}
	return numbers > MOST_NUMBERS;
}

/** Returns a stroke as an SVG path through the midpoints of its points, which makes it smooth. */
export function pathOf(points: readonly number[]): string {
	const [x = 0, y = 0] = points;
	if (points.length <= 2) return `M${x} ${y}h0`;
	let path = `M${x} ${y}`;
	for (let at = 2; at + 3 < points.length; at += 2) {
		const [x1, y1, x2, y2] = points.slice(at, at + 4) as [number, number, number, number];
		path += `Q${x1} ${y1} ${(x1 + x2) / 2} ${(y1 + y2) / 2}`;
	}
	return `${path}L${points.at(-2)} ${points.at(-1)}`;
}

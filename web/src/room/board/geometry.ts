// Where marks are: their areas, what is at a point, and where the ends of arrows that stick are. Pure.
import type { Box, Connector, Label, Mark, Stroke, Words } from "./marks";
import { linesOf, sizeOf } from "./words";

export interface Point {
	x: number;
	y: number;
}
export interface Area extends Point {
	w: number;
	h: number;
}
export type ById = ReadonlyMap<string, Mark>;
/** What an arrow can stick to. */
export type Target = Box | Words | Label;

/** The gap between the end of an arrow and what it sticks to. */
const GAP = 5;
/** The space between a shape and the text in it. */
export const PADDING = 12;

export function byIdOf(marks: readonly Mark[]): ById {
	return new Map(marks.flatMap((one) => (one.id ? [[one.id, one] as const] : [])));
}

export function isTarget(mark: Mark | undefined): mark is Target {
	return mark !== undefined && mark.kind !== "stroke" && !isConnector(mark);
}

export function isConnector(mark: Mark): mark is Connector {
	return mark.kind === "arrow" || mark.kind === "line";
}

export function isBox(mark: Mark): mark is Box {
	return mark.kind === "rect" || mark.kind === "ellipse" || mark.kind === "diamond";
}

/** Returns the rectangle around a mark. */
export function areaOf(mark: Mark, byId: ById): Area {
	if (isBox(mark)) return { x: mark.x, y: mark.y, w: mark.w, h: mark.h };
	if (mark.kind === "text") return { x: mark.x, y: mark.y, ...sizeOf(linesOf(mark.text, mark.size), mark.size) };
	if (mark.kind === "label") return { x: mark.x, y: mark.y - 32, w: sizeOf([mark.text], 32).w, h: 40 };
	if (mark.kind === "stroke") return around(pointsOf(mark));
	const [start, end] = endsOf(mark, byId);
	return around([start.x, start.y, end.x, end.y]);
}

function around(points: readonly number[]): Area {
	let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let at = 0; at + 1 < points.length; at += 2) {
		const [x, y] = [points[at]!, points[at + 1]!];
		[left, right] = [Math.min(left, x), Math.max(right, x)];
		[top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
	}
	return left > right ? { x: 0, y: 0, w: 0, h: 0 } : { x: left, y: top, w: right - left, h: bottom - top };
}

/** Returns the rectangle around several areas, or null for none. */
export function union(areas: readonly Area[]): Area | null {
	if (areas.length === 0) return null;
	return around(areas.flatMap(({ x, y, w, h }) => [x, y, x + w, y + h]));
}

export function boundsOf(marks: readonly Mark[], byId: ById): Area | null {
	return union(marks.map((one) => areaOf(one, byId)));
}

const moved = new WeakMap<Stroke, readonly number[]>();

/** Returns the points of a stroke as it is now, moved and resized. */
export function pointsOf(stroke: Stroke): readonly number[] {
	const { points, x, y, w, h } = stroke;
	if (!(x || y || w || h)) return points;
	const known = moved.get(stroke);
	if (known) return known;
	const drawn = around(points);
	const [byX, byY] = [drawn.w && w ? w / drawn.w : 1, drawn.h && h ? h / drawn.h : 1];
	const now = points.map((one, at) =>
		at % 2 ? drawn.y + y + (one - drawn.y) * byY : drawn.x + x + (one - drawn.x) * byX,
	);
	moved.set(stroke, now);
	return now;
}

/** Returns the two ends of an arrow or line: at the outline of what they stick to, else where they were put. */
export function endsOf(mark: Connector, byId: ById): [Point, Point] {
	const [from, to] = [byId.get(mark.from), byId.get(mark.to)];
	const start = isTarget(from) ? placeIn(from, mark.fx, mark.fy) : { x: mark.x, y: mark.y };
	const end = isTarget(to) ? placeIn(to, mark.tx, mark.ty) : { x: mark.x + mark.w, y: mark.y + mark.h };
	return [isTarget(from) ? onEdge(from, start, end) : start, isTarget(to) ? onEdge(to, end, start) : end];
}

function placeIn(mark: Target, thousandthsX: number, thousandthsY: number): Point {
	const { x, y, w, h } = areaOf(mark, new Map());
	return { x: x + (w * thousandthsX) / 1000, y: y + (h * thousandthsY) / 1000 };
}

/** Returns a point's place in an area, in thousandths of its size. About the middle is the middle. */
export function shareIn({ x, y, w, h }: Area, at: Point): Point {
	const share = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 1000);
	const [inX, inY] = [share((at.x - x) / w), share((at.y - y) / h)];
	return Math.max(Math.abs(inX - 500), Math.abs(inY - 500)) < 260 ? { x: 500, y: 500 } : { x: inX, y: inY };
}

/** Returns where the way from a place in a mark to another point leaves the mark. Its form is convex. */
function onEdge(mark: Target, inside: Point, outside: Point): Point {
	const area = areaOf(mark, new Map());
	if (contains(mark.kind, area, outside)) return inside;
	let [least, most] = [0, 1];
	for (let step = 0; step < 24; step += 1) {
		const middle = (least + most) / 2;
		if (contains(mark.kind, area, between(inside, outside, middle))) least = middle;
		else most = middle;
	}
	const length = Math.hypot(outside.x - inside.x, outside.y - inside.y);
	return between(inside, outside, Math.min(1, least + GAP / length));
}

function between(one: Point, other: Point, part: number): Point {
	return { x: one.x + (other.x - one.x) * part, y: one.y + (other.y - one.y) * part };
}

/** Returns whether a point is in a form that fills an area. */
export function contains(kind: Mark["kind"], { x, y, w, h }: Area, at: Point): boolean {
	if (w <= 0 || h <= 0) return false;
	const [byX, byY] = [Math.abs(at.x - x - w / 2) / (w / 2), Math.abs(at.y - y - h / 2) / (h / 2)];
	if (kind === "ellipse") return byX * byX + byY * byY <= 1;
	if (kind === "diamond") return byX + byY <= 1;
	return byX <= 1 && byY <= 1;
}

export function grown({ x, y, w, h }: Area, by: number): Area {
	return { x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by };
}

/** Returns the mark at a point: the topmost that is drawn there, else the topmost whose inside it is. */
export function markAt(marks: readonly Mark[], byId: ById, at: Point, reach: number): Mark | null {
	const isInside = (one: Mark) => isBox(one) && contains(one.kind, areaOf(one, byId), at);
	return marks.findLast((one) => isOn(one, byId, at, reach)) ?? marks.findLast(isInside) ?? null;
}

/** Returns what an arrow that ends at a point sticks to. */
export function targetAt(marks: readonly Mark[], byId: ById, at: Point, reach: number): Target | null {
	return (
		marks.filter(isTarget).findLast((one) => one.id && contains(one.kind, grown(areaOf(one, byId), reach), at)) ?? null
	);
}

/** Returns whether a mark is drawn within `reach` of a point. */
export function isOn(mark: Mark, byId: ById, at: Point, reach: number): boolean {
	const area = areaOf(mark, byId);
	if (mark.kind === "stroke") return isAlong(pointsOf(mark), at, reach + mark.width / 2);
	if (isConnector(mark)) {
		const [start, end] = endsOf(mark, byId);
		return isAlong([start.x, start.y, end.x, end.y], at, reach + mark.width / 2) || isOnWords(mark, area, at);
	}
	const near = reach + (isBox(mark) ? mark.width / 2 : 0);
	if (!contains(mark.kind, grown(area, near), at)) return false;
	if (!isBox(mark) || mark.fill) return true;
	return !contains(mark.kind, grown(area, -near), at) || isOnWords(mark, area, at);
}

/** Returns whether a point is on the text in the middle of a mark. */
function isOnWords(mark: Box | Connector, area: Area, at: Point): boolean {
	if (!mark.text) return false;
	const lines = linesOf(mark.text, mark.size, isBox(mark) ? roomIn(mark) : undefined);
	const { w, h } = sizeOf(lines, mark.size);
	return contains("rect", { x: area.x + (area.w - w) / 2, y: area.y + (area.h - h) / 2, w, h }, at);
}

/** Returns how wide a line of the text in a shape can be. */
export function roomIn({ kind, w }: Box): number {
	const part = kind === "rect" ? 1 : kind === "ellipse" ? 0.78 : 0.6;
	return Math.max(40, w * part - 2 * PADDING);
}

function isAlong(points: readonly number[], { x, y }: Point, reach: number): boolean {
	for (let at = 0; at + 1 < points.length; at += 2) {
		const from = Math.max(0, at - 2);
		if (distance(x, y, points[from]!, points[from + 1]!, points[at]!, points[at + 1]!) <= reach) return true;
	}
	return false;
}

/** Returns the distance of a point from a line segment. */
function distance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
	const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
	const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
	return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1));
}

/** Returns the marks that lie wholly within an area. */
export function marksWithin(marks: readonly Mark[], byId: ById, area: Area): Mark[] {
	return marks.filter((one) => {
		const { x, y, w, h } = areaOf(one, byId);
		return x >= area.x && y >= area.y && x + w <= area.x + area.w && y + h <= area.y + area.h;
	});
}

// What a mark looks like, as elements of SVG: for the page, the replay, and the exported file alike. Pure.
import { areaOf, type ById, endsOf, isBox, isConnector, type Point, pointsOf, roomIn } from "./geometry";
import { type Box, type Connector, LABEL_SIZE, type Mark } from "./marks";
import { ASCENT, LEADING, linesOf } from "./words";

/** How a piece is painted: drawn with the ink, filled with a tint of it too, or written with it. */
export type Paint = "ink" | "tint" | "words";

export interface Piece {
	tag: "rect" | "ellipse" | "polygon" | "line" | "path" | "text";
	paint: Paint;
	attributes: Readonly<Record<string, number | string>>;
	text?: string;
}

/** Returns the pieces of a mark, bottom first. */
export function piecesOf(mark: Mark, byId: ById): Piece[] {
	if (mark.kind === "stroke") return [ink("path", { d: pathOf(pointsOf(mark)) }, mark.width)];
	if (mark.kind === "label") return [line(mark.text, mark.x, mark.y, LABEL_SIZE, "start")];
	if (mark.kind === "text") return written(linesOf(mark.text, mark.size), mark.x, mark.y, mark.size, "start");
	if (isBox(mark)) return [outline(mark), ...inBox(mark)];
	return connector(mark, byId);
}

function ink(tag: Piece["tag"], attributes: Piece["attributes"], width: number): Piece {
	return { tag, paint: "ink", attributes: { ...attributes, "stroke-width": width } };
}

function outline(mark: Box): Piece {
	const paint = mark.fill ? "tint" : "ink";
	const { x, y, w, h, width } = mark;
	if (mark.kind === "rect") return { ...ink("rect", { x, y, width: w, height: h, rx: 6 }, width), paint };
	const [cx, cy] = [x + w / 2, y + h / 2];
	if (mark.kind === "ellipse") return { ...ink("ellipse", { cx, cy, rx: w / 2, ry: h / 2 }, width), paint };
	return { ...ink("polygon", { points: `${cx},${y} ${x + w},${cy} ${cx},${y + h} ${x},${cy}` }, width), paint };
}

function inBox(mark: Box): Piece[] {
	if (!mark.text) return [];
	const { x, y, w, h } = areaOf(mark, new Map());
	return centered(linesOf(mark.text, mark.size, roomIn(mark)), { x: x + w / 2, y: y + h / 2 }, mark.size);
}

function connector(mark: Connector, byId: ById): Piece[] {
	const [start, end] = endsOf(mark, byId);
	const [from, to] = [rounded(start), rounded(end)];
	const shaft = ink("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y }, mark.width);
	const tip = mark.kind === "arrow" ? [ink("path", { d: tipOf(start, end, mark.width) }, mark.width)] : [];
	const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
	return [shaft, ...tip, ...(mark.text ? centered(linesOf(mark.text, mark.size), middle, mark.size) : [])];
}

const SPREAD = 0.45;

function tipOf(start: Point, end: Point, width: number): string {
	const angle = Math.atan2(end.y - start.y, end.x - start.x);
	const length = Math.min(14 + 3 * width, Math.hypot(end.x - start.x, end.y - start.y) || 14);
	const [left, right] = [angle - SPREAD, angle + SPREAD].map((one) =>
		rounded({ x: end.x - length * Math.cos(one), y: end.y - length * Math.sin(one) }),
	) as [Point, Point];
	const point = rounded(end);
	return `M${left.x} ${left.y}L${point.x} ${point.y}L${right.x} ${right.y}`;
}

function rounded({ x, y }: Point): Point {
	return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}

function centered(lines: readonly string[], { x, y }: Point, size: number): Piece[] {
	return written(lines, x, y - (lines.length * size * LEADING) / 2, size, "middle");
}

function written(lines: readonly string[], x: number, top: number, size: number, anchor: "start" | "middle"): Piece[] {
	return lines.map((one, at) => line(one, x, top + size * (ASCENT + at * LEADING), size, anchor));
}

function line(text: string, x: number, y: number, size: number, anchor: "start" | "middle"): Piece {
	const at = rounded({ x, y });
	return { tag: "text", paint: "words", attributes: { ...at, "font-size": size, "text-anchor": anchor }, text };
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

/** Returns what the looks of a mark depend on beside itself: the marks that it sticks to. */
export function neighborsOf(mark: Mark, byId: ById): [Mark | undefined, Mark | undefined] {
	return isConnector(mark) ? [byId.get(mark.from), byId.get(mark.to)] : [undefined, undefined];
}

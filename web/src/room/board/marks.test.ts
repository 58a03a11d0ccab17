import { expect, test } from "vitest";
import * as Y from "yjs";
import { pathOf } from "./figures";
import { type Board, MOST_MARKS, read } from "./marks";
import { begin, eraseAt, extend, write } from "./writing";

function empty(): Board {
	return new Y.Doc().getArray("board");
}

function line(board: Board, ...points: [number, number][]): void {
	const [[x, y], ...rest] = points as [[number, number], ...[number, number][]];
	const stroke = begin(board, x, y, 0, 4);
	for (const [toX, toY] of rest) extend(stroke!, toX, toY);
}

function put(board: Board, fields: Record<string, unknown>): void {
	(board as unknown as Y.Array<unknown>).push([new Y.Map<unknown>(Object.entries(fields))]);
}

test("a stroke is on the board as it was drawn, without points that are about the same", () => {
	const board = empty();
	line(board, [10, 10], [11, 11], [100.4, 50.6]);
	expect(read(board)).toMatchObject([{ kind: "stroke", colour: 0, width: 4, points: [10, 10, 100, 51] }]);
});

test("the eraser takes what it touches, also between two points, and nothing else", () => {
	const board = empty();
	line(board, [0, 0], [400, 0]);
	line(board, [0, 500], [400, 500]);
	write(board, 800, 800, 1, "cache");
	eraseAt(board, 200, 5, 10);
	expect(read(board).map((one) => one.kind)).toEqual(["stroke", "label"]);
	eraseAt(board, 830, 790, 10);
	expect(read(board).map((one) => one.kind)).toEqual(["stroke"]);
});

test("what somebody else's client wrote there and isn't a mark does no harm", () => {
	const board = empty();
	const odd = board as unknown as Y.Array<unknown>;
	odd.push([5, "text", new Y.Map([["kind", "circle"]]), new Y.Map<unknown>([["kind", "stroke"]])]);
	const points = new Y.Array<unknown>();
	points.push(["x", -5, 1e9, null]);
	put(board, { kind: "stroke", colour: 99, width: "wide", points });
	expect(read(board)).toMatchObject([{ colour: 5, width: 1, points: [0, -5, 100_000, 0] }]);
	eraseAt(board, 0, 0, 10);
	expect(read(board)).toEqual([]);
});

test("odd fields of shapes and arrows are brought within their ranges", () => {
	const board = empty();
	put(board, {
		kind: "rect",
		x: Number.NaN,
		y: -1e9,
		w: -5,
		h: "tall",
		width: 900,
		size: 1e6,
		fill: 7,
		z: {},
		id: "<b>",
	});
	put(board, { kind: "arrow", x: 1, y: 2, w: -30, h: 4, from: "__proto__", to: 5, fx: -3, ty: 5000, text: 8 });
	put(board, { kind: "text", x: 1, y: 2, text: "a\u0000b\r\nc\ud800\u202e" });
	put(board, { kind: "text", x: 1, y: 2 });
	const [rect, arrow, text, ...more] = read(board);
	expect(rect).toMatchObject({ x: 0, y: -100_000, w: 1, h: 1, width: 40, size: 400, fill: 1, z: 0, id: "", text: "" });
	expect(arrow).toMatchObject({ w: -30, from: "", to: "", fx: 0, ty: 1000, text: "" });
	expect(text).toMatchObject({ text: "a b\nc\ufffd\u202e", size: 32 });
	expect(more).toEqual([]);
});

test("of two marks with the same id the first has it, and both are shown", () => {
	const board = empty();
	for (const x of [1, 2]) put(board, { kind: "rect", id: "same", x, y: 0, w: 10, h: 10 });
	const marks = read(board);
	expect(marks.map((one) => one.id)).toEqual(["same", ""]);
	expect(new Set(marks.map((one) => one.key)).size).toBe(2);
});

test("layers count before the order of drawing, which counts within them", () => {
	const board = empty();
	for (const [x, z] of [
		[1, 5],
		[2, 0],
		[3, 5],
		[4, -1],
	])
		put(board, { kind: "rect", x, y: 0, w: 9, h: 9, z });
	expect(read(board).map((one) => one.x)).toEqual([4, 2, 1, 3]);
});

test("a full board takes no more", () => {
	const board = empty();
	const points = begin(board, 0, 0, 0, 4);
	points?.push(Array.from({ length: 60_000 }, () => 7));
	expect(begin(board, 0, 0, 0, 4)).toBeNull();
	expect(write(board, 0, 0, 0, "more")).toBe(false);
});

test("no more marks are shown than a page can draw", () => {
	const board = empty();
	for (let count = 0; count < MOST_MARKS + 5; count += 1) put(board, { kind: "rect", x: 0, y: 0, w: 9, h: 9 });
	expect(read(board)).toHaveLength(MOST_MARKS);
	expect(begin(board, 0, 0, 0, 4)).toBeNull();
});

test("a dot is seen, and a stroke ends where it was lifted", () => {
	expect(pathOf([5, 6])).toBe("M5 6h0");
	expect(pathOf([0, 0, 10, 0, 20, 10])).toBe("M0 0Q10 0 15 5L20 10");
});

import { expect, test } from "vitest";
import * as Y from "yjs";
import { type Board, begin, eraseAt, extend, pathOf, read, write } from "./marks";

function empty(): Board {
	return new Y.Doc().getArray("board");
}

function line(board: Board, ...points: [number, number][]): void {
	const [[x, y], ...rest] = points as [[number, number], ...[number, number][]];
	const stroke = begin(board, x, y, 0, 4);
	for (const [toX, toY] of rest) extend(stroke!, toX, toY);
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
	odd.push([new Y.Map<unknown>(Object.entries({ kind: "stroke", colour: 99, width: "wide", points }))]);
	expect(read(board)).toMatchObject([{ colour: 3, width: 1, points: [0, 0, 1600, 0] }]);
	eraseAt(board, 0, 0, 10);
	expect(read(board)).toEqual([]);
});

test("a full board takes no more", () => {
	const board = empty();
	const points = begin(board, 0, 0, 0, 4);
	points?.push(Array.from({ length: 60_000 }, () => 7));
	expect(begin(board, 0, 0, 0, 4)).toBeNull();
	expect(write(board, 0, 0, 0, "more")).toBe(false);
});

test("a dot is seen, and a stroke ends where it was lifted", () => {
	expect(pathOf([5, 6])).toBe("M5 6h0");
	expect(pathOf([0, 0, 10, 0, 20, 10])).toBe("M0 0Q10 0 15 5L20 10");
});

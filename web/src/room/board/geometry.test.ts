import { expect, test } from "vitest";
import * as Y from "yjs";
import { areaOf, type ById, byIdOf, contains, endsOf, isOn, markAt, pointsOf, shareIn, targetAt } from "./geometry";
import { type Board, type Connector, type Mark, read, type Stroke } from "./marks";

function scene(...all: Record<string, unknown>[]): { marks: Mark[]; byId: ById } {
	const board: Board = new Y.Doc().getArray("board");
	for (const { points, ...fields } of all) {
		const list = points ? { points: Y.Array.from(points as number[]) } : {};
		board.push([new Y.Map<unknown>(Object.entries({ ...fields, ...list }))]);
	}
	const marks = read(board);
	return { marks, byId: byIdOf(marks) };
}

const RECT = { kind: "rect", id: "a", x: 100, y: 100, w: 200, h: 100, width: 4 };
const CIRCLE = { kind: "ellipse", id: "b", x: 500, y: 100, w: 100, h: 100, width: 4 };
const ARROW = { kind: "arrow", id: "c", x: 0, y: 0, w: 1, h: 1, from: "a", to: "b" };

test("both ends of an arrow are at the outline of what they stick to, wherever that is", () => {
	const ends = (...all: Record<string, unknown>[]) => {
		const { marks, byId } = scene(...all);
		return endsOf(marks.find((one): one is Connector => one.kind === "arrow")!, byId);
	};
	const [start, end] = ends(RECT, CIRCLE, ARROW);
	expect([start.x, start.y, end.x, end.y].map(Math.round)).toEqual([305, 150, 495, 150]);
	// Moved below: it leaves the rectangle at its lower side, and comes to the circle from above.
	const [from, to] = ends(RECT, { ...CIRCLE, x: 150, y: 600 }, ARROW);
	expect([from.x, from.y, to.x, to.y].map(Math.round)).toEqual([200, 205, 200, 595]);
	// Without what it stuck to, it is where it was put.
	expect(ends(ARROW)).toEqual([
		{ x: 0, y: 0 },
		{ x: 1, y: 1 },
	]);
	// One within the other: it still has two ends, and they are numbers.
	for (const { x, y } of ends(RECT, { ...CIRCLE, x: 150, y: 100 }, ARROW)) expect(x + y).toBeGreaterThan(0);
});

test("an arrow aims at the place where it was put, and at the middle from about there", () => {
	const area = { x: 0, y: 0, w: 100, h: 200 };
	expect(shareIn(area, { x: 52, y: 90 })).toEqual({ x: 500, y: 500 });
	expect(shareIn(area, { x: 90, y: 20 })).toEqual({ x: 900, y: 100 });
	expect(shareIn(area, { x: -9, y: 500 })).toEqual({ x: 0, y: 1000 });
	const { marks, byId } = scene(RECT, CIRCLE, { ...ARROW, fx: 500, fy: 100 });
	const [start] = endsOf(marks[2] as Connector, byId);
	expect(Math.round(start.x)).toBe(305);
	expect(start.y).toBeLessThan(130);
});

test("arrows stick to shapes and texts, to the topmost, and to no arrow, stroke or label without a name", () => {
	const { marks, byId } = scene(
		{ kind: "label", x: 0, y: 900, text: "old" },
		{ kind: "text", id: "t", x: 0, y: 1000, size: 32, text: "new" },
		RECT,
		{ ...RECT, id: "above", x: 250 },
		{ kind: "stroke", width: 4, points: [0, 0, 50, 50] },
		{ ...ARROW, from: "", to: "", x: 700, y: 700, w: 100, h: 0 },
	);
	const at = (x: number, y: number) => targetAt(marks, byId, { x, y }, 5)?.id ?? null;
	expect([at(110, 150), at(270, 150), at(10, 1010), at(10, 890), at(25, 25), at(750, 700)]).toEqual([
		"a",
		"above",
		"t",
		null,
		null,
		null,
	]);
});

test.each([
	["rect", true, true],
	["ellipse", true, false],
	["diamond", true, false],
] as const)("a %s has its middle, and its corner only if it has corners", (kind, middle, corner) => {
	const area = { x: 0, y: 0, w: 100, h: 60 };
	expect(contains(kind, area, { x: 50, y: 30 })).toBe(middle);
	expect(contains(kind, area, { x: 4, y: 4 })).toBe(corner);
	expect(contains(kind, area, { x: 50, y: 61 })).toBe(false);
});

test("the outline of an empty shape is hit before what is in it, and its inside only if nothing else is there", () => {
	const { marks, byId } = scene({ ...CIRCLE, id: "small", x: 180, y: 120, w: 40, h: 40, fill: 1 }, RECT);
	const at = (x: number, y: number) => markAt(marks, byId, { x, y }, 5)?.id ?? null;
	expect([at(100, 150), at(200, 140), at(150, 150), at(50, 50)]).toEqual(["a", "small", "a", null]);
	expect(isOn(marks[1]!, byId, { x: 150, y: 150 }, 5)).toBe(false);
});

test("a stroke is hit along its line, where it is now", () => {
	const stroke = { kind: "stroke", width: 4, points: [0, 0, 100, 0, 100, 100] };
	const { marks, byId } = scene({ ...stroke, x: 1000, y: 500, w: 200, h: 100 });
	expect(pointsOf(marks[0] as Stroke)).toEqual([1000, 500, 1200, 500, 1200, 600]);
	expect(areaOf(marks[0]!, byId)).toEqual({ x: 1000, y: 500, w: 200, h: 100 });
	expect(isOn(marks[0]!, byId, { x: 1100, y: 506 }, 5)).toBe(true);
	expect(isOn(marks[0]!, byId, { x: 50, y: 0 }, 5)).toBe(false);
	const before = scene(stroke);
	expect(pointsOf(before.marks[0] as Stroke)).toEqual(stroke.points);
});

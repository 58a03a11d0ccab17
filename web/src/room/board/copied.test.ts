import { expect, test } from "vitest";
import { marksOf } from "./copied";

const RECT = { kind: "rect", x: 1, y: 2, w: 30, h: 40, text: "mean", z: 2 };
const STROKE = { kind: "stroke", x: 5, y: 5, width: 4, points: [0, 0, 10, 20], z: 1 };

test("a copy is drawn as the whiteboard was, the lowest first", () => {
	expect(marksOf([RECT, STROKE])).toMatchObject([
		{ kind: "stroke", points: [0, 0, 10, 20] },
		{ kind: "rect", x: 1, y: 2, w: 30, h: 40, text: "mean" },
	]);
});

test("what is no mark is left out", () => {
	expect(
		marksOf([null, 7, "text", [1], {}, { kind: "stroke", points: "none" }, { ...RECT, deep: [[[null]]] }]),
	).toHaveLength(1);
});

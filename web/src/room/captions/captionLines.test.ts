import { expect, test } from "vitest";
import { type Caption, isCaption, MOST_LINES, withCaption } from "./captionLines";

const caption = (line: string, text: string, final = false): Caption => ({ line, text, final });
const texts = (...captions: Caption[]) => captions.reduce<Caption[]>(withCaption, []).map((one) => one.text);

test("a line grows in its place until it is final, and changes no more", () => {
	expect(texts(caption("a", "I"), caption("a", "I would"), caption("b", "so"))).toEqual(["I would", "so"]);
	expect(texts(caption("a", "I would sort", true), caption("a", "I would"))).toEqual(["I would sort"]);
});

test("the last lines stay", () => {
	const many = ["a", "b", "c", "d", "e"].map((one) => caption(one, one, true));
	expect(texts(...many)).toEqual(["c", "d", "e"]);
	expect(texts(...many)).toHaveLength(MOST_LINES);
});

test("a line that was nothing after all is gone", () => {
	expect(texts(caption("a", "hm"), caption("a", ""))).toEqual([]);
});

test.each([
	{ line: "a", text: "x", final: 1 },
	{ line: "a", text: "x" },
	{ line: "a", text: {}, final: true },
	{ line: 7, text: "x", final: true },
	{ line: "a", text: "x".repeat(1001), final: true },
	{ line: "a".repeat(65), text: "x", final: true },
])("%j is no caption", (data) => {
	expect(isCaption(data)).toBe(false);
	expect(isCaption(caption("a", "x"))).toBe(true);
});

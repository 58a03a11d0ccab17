import { expect, test } from "vitest";
import { linesOf, sizeOf, widthOf } from "./words";

test("a text is broken between words, long words within, and lines that were ended stay", () => {
	expect(linesOf("load balancer", 32, 1000)).toEqual(["load balancer"]);
	expect(linesOf("load balancer", 32, 200)).toEqual(["load", "balancer"]);
	expect(linesOf("a\n\nb", 32, 200)).toEqual(["a", "", "b"]);
	const lines = linesOf("abcdefghijklmnopqrstuvwxyz", 32, 150);
	expect(lines.join("")).toBe("abcdefghijklmnopqrstuvwxyz");
	for (const line of lines) expect(widthOf(line, 32)).toBeLessThanOrEqual(150);
});

test("a text is as high as its lines, and its width grows with its size", () => {
	expect(sizeOf(["one", "two"], 40).h).toBe(100);
	expect(widthOf("wide", 64)).toBe(2 * widthOf("wide", 32));
	expect(widthOf("漢字", 10)).toBeGreaterThan(widthOf("ab", 10));
	expect(sizeOf([""], 40).w).toBeGreaterThan(0);
});

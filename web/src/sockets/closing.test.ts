import { expect, test } from "vitest";
import { backoff, inWords, spread, verdict } from "./closing";

test("what can't get better is left alone", () => {
	for (const code of [1000, 1009, 4500, 4501, 4503, 4504, 4505, 4506]) expect(verdict(code)).toBe("stop");
});

test("what may get better is tried again, and a flood more slowly", () => {
	for (const code of [1006, 1011, 1012, 1013, 4400, 4408, 4409]) expect(verdict(code)).toBe("again");
	expect(verdict(4429)).toBe("slower");
});

test("the wait is random, longer after each attempt, and never past fifteen seconds", () => {
	expect(backoff(0, () => 0)).toBe(500);
	expect(backoff(3, () => 1)).toBe(8_000);
	expect(backoff(50, () => 1)).toBe(15_000);
});

test("a server that restarts says over how long to come back", () => {
	expect(spread(1012, "restarting; reconnect and resume; spread=2.9", () => 1)).toBe(2_900);
	expect(spread(1012, "restarting; reconnect and resume; spread=2.9", () => 0)).toBe(0);
	expect(spread(1012, "spread=900", () => 1)).toBe(15_000);
	for (const reason of ["", "restarting", "spread=", "spread=-1", "spread=soon"])
		expect(spread(1012, reason)).toBeUndefined();
	expect(spread(1013, "spread=2.9")).toBeUndefined();
});

test("each code that stops has words of its own", () => {
	const codes = [1000, 1007, 1009, 4500, 4501, 4503, 4504, 4505, 4506];
	const words = codes.map((code) => inWords(code).detail);
	expect(new Set(words).size).toBe(codes.length);
	for (const text of words) expect(text).not.toMatch(/\d/);
	expect(inWords(4599).detail).toContain("4599");
});

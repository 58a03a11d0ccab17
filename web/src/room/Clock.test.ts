import { expect, test } from "vitest";
import { part } from "./Clock";

const minutes = (number: number) => number * 60_000;

test.each([
	[0, "first half, swap in 25 minutes"],
	[23, "first half, swap in 2 minutes"],
	[24.5, "swap in a minute"],
	[25, "second half"],
	[49, "second half"],
	[70, "second half"],
])("after %d of 50 minutes", (now, words) => {
	expect(part(0, minutes(50), minutes(now))).toBe(words);
});

test("more time moves the half", () => {
	expect(part(0, minutes(60), minutes(26))).toBe("first half, swap in 4 minutes");
});

import { expect, test } from "vitest";
import { fits } from "./compare";

// The same as tests/api/questions/test_cases.py has for the bank.
test.each([
	[[1, 2], [1, 2], "exact", true],
	[[2, 1], [1, 2], "exact", false],
	[1, true, "exact", false],
	[-0, 0, "exact", true],
	[[0, null], [null, 0], "unordered", true],
	[{ a: null }, { b: null }, "exact", false],
	[0, null, "approx", false],
	[1_000_001.5, 1_000_000, "approx", false],
	[0.1 + 0.2, 0.3, "exact", false],
	[{ a: [1] }, { a: [1] }, "exact", true],
	[{ a: 1, b: 2 }, { a: 1, c: 2 }, "exact", false],
	[null, null, "exact", true],
	[[2, 1, 1], [1, 2, 1], "unordered", true],
	[[2, 1], [1, 2, 1], "unordered", false],
	[[[2, 1]], [[1, 2]], "unordered", false],
	[null, [], "unordered", false],
	[[0.1 + 0.2], [0.3], "approx", true],
	[1_000_000.5, 1_000_000, "approx", true],
	[1.00001, 1, "approx", false],
	["1", 1, "approx", false],
] as const)("%j for %j, compared %s: %s", (returned, expected, how, fit) => {
	expect(fits(returned, expected, how)).toBe(fit);
});

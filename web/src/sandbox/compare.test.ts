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

test.each([
	[[{ b: 1, a: [0] }], [{ a: [-0], b: 1 }], true],
	[["1"], [1], false],
	[[[1, 2], [3]], [[3], [1, 2]], true],
	[["a", "a", "b"], ["a", "b", "b"], false],
	[[{ a: "1,b" }], [{ a: "1", b: null }], false],
	[[["1,2"]], [["1", "2"]], false],
])("%j has the members of %j: %s", (returned, expected, fit) => {
	expect(fits(returned, expected, "unordered")).toBe(fit);
});

test("numbers may differ by the tolerance of a question", () => {
	expect([fits(1.05, 1, "approx", 0.1), fits(1.05, 1, "approx", 0.01), fits(1.05, 1, "exact", 0.1)]).toEqual([
		true,
		false,
		false,
	]);
});

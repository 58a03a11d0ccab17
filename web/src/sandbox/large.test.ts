import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/large.json";
import { abridged } from "./abridged";
import { expand, formOf, MOST, TooLarge } from "./large";

// tests/unit/api/test_large_values.py expands the same in Python.
test.each(vectors.small)("$form is the same as in Python", ({ form, value }) => {
	expect(expand(form)).toEqual(value);
});

test.each(vectors.large)("$form is the same as in Python, to its last member", ({ form, length, fnv1a }) => {
	const text = JSON.stringify(expand(form));
	let hash = 2166136261;
	for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
	expect([text.length, hash]).toEqual([length, fnv1a]);
});

test("what is no short form stays as it is", () => {
	for (const value of [null, 1, "$range", [], {}, { $range: [1], a: 2 }, { $other: 1 }, { toString: 1 }]) {
		expect(formOf(value)).toBeUndefined();
		expect(expand(value)).toEqual(value);
	}
});

test("a value that is too large for a browser is refused, also where forms are inside of each other", () => {
	const hundred = { $repeat: ["abcdefghij", 10] };
	expect(() => expand({ $repeat: [{ $repeat: [hundred, 1000] }, 100] })).toThrow(TooLarge);
	expect(() => expand({ $range: [0, MOST + 1] })).toThrow(TooLarge);
	expect(() => expand({ $range: [0, 10, 0] })).toThrow(RangeError);
});

test.each([
	[[1, "a", { b: [null, true] }], '[1, "a", {"b": [null, true]}]'],
	[{ $range: [0, 200_000] }, "[0, 1, 2, … 200,000 numbers]"],
	[{ $range: [0, 2] }, "[0, 1]"],
	[Array.from({ length: 1234 }, (_, at) => `${at}`), '["0", "1", "2", … 1,234 texts]'],
	[{ $shuffled: [{ $range: [0, 5000] }, 1] }, "[… 5,000 values, shuffled]"],
	[{ $concat: [{ $range: [0, 5000] }, [7]] }, "[0, 1, 2, … 5,001 numbers]"],
	[{ $zip: [{ $range: [0, 500] }, { $repeat: [["x"], 500] }] }, '[[0, ["x"]], [1, ["x"]], [2, ["x"]], … 500 lists]'],
	[{ $repeat: ["ab", 100_000] }, '"abababababababababab…" (200,000 characters)'],
	[{ $repeat: ["ab", 2] }, '"abab"'],
	["é".repeat(5000), `"${"é".repeat(20)}…" (5,000 characters)`],
	[[{ $repeat: [0, 300] }, 3], "[[0, 0, 0, … 300 numbers], 3]"],
	[-0, "0"],
])("%# is shown as its beginning", (value, shown) => {
	expect(abridged(value)).toBe(shown);
});

import { expect, test } from "vitest";
import type { Case, Tests } from "../protocol";
import { makeNonce, unwrap, wrap } from "./index";
import { partsOf, wrapAll } from "./parts";

const tests = (cases: Case[], parameters?: string[]): Tests => ({
	...{ function: "add", cases, compare: "exact" },
	...(parameters && { parameters }),
});

test("cases are taken apart by function and number of arguments, and keep their places", () => {
	const all = tests(
		[
			{ named: { second: 2, first: 1 }, expected: 3 },
			{ call: "twice", args: [{ $range: [0, 3] }], expected: [0, 2, 4] },
			{ args: [1, 2], expected: 3 },
			{ named: { first: 1 }, expected: 1 },
			{ args: [-1, 0], error: "negative" },
			{ named: { second: 1 }, expected: 1 },
			{ calls: [["Stack", []]], expected: [null] },
			{ args: [5, 5], isOpen: true },
		],
		["first", "second"],
	);
	const { parts, skipped } = partsOf("ruby", all);
	expect(
		parts.map(({ tests: { function: name, cases }, places }) => [name, cases.map(({ args }) => args), places]),
	).toEqual([
		[
			"add",
			[
				[1, 2],
				[1, 2],
				[-1, 0],
				[5, 5],
			],
			[0, 2, 4, 7],
		],
		["twice", [[[0, 1, 2]]], [1]],
		["add", [[1]], [3]],
	]);
	expect(parts[0]?.tests.cases.map(({ isError, isOpen }) => [isError, isOpen])).toEqual([
		[false, false],
		[false, false],
		[true, false],
		[false, true],
	]);
	expect([...skipped.keys()]).toEqual([5, 6]);
	expect(skipped.get(6)).toBe("Classes are tested in Python, JavaScript and TypeScript only.");
});

test("where a language knows no errors, cases that expect one are skipped in words", () => {
	const all = tests([
		{ args: [1], expected: 1 },
		{ args: [0], error: true },
	]);
	expect(partsOf("c", all).skipped.get(1)).toContain("An error ends a program in C");
	expect(partsOf("java", all).skipped.size).toBe(0);
});

test("cases of programs and queries are no calls of a function, for which there would be starter code", () => {
	const { parts, skipped } = partsOf("java", tests([{ stdin: "1", stdout: "2" }, { rows: [[1]] }]));
	expect([parts.length, skipped.size]).toEqual([0, 2]);
});

test("a part that no program can be written for is skipped, unless it is all there is", () => {
	const all = tests([
		{ args: [1, 2], expected: 3 },
		{ args: [1], expected: 1 },
	]);
	const write = (some: Parameters<typeof wrap>[2], nonce: string) =>
		wrap("c", "int add(int a, int b) { return a + b; }", some, nonce);
	const { programs, skipped } = wrapAll(partsOf("c", all), write, makeNonce);
	expect(programs.map(({ part }) => part.places)).toEqual([[0]]);
	expect(skipped.get(1)).toContain("the test cases call add(int a)");
	expect(() => wrapAll(partsOf("c", tests([{ args: [1], expected: 1 }])), write, makeNonce)).toThrow("call add(int a)");
});

test("values of hundreds of thousands of members go into a program and come back", () => {
	const expected = { $range: [0, 200_000] };
	const { parts } = partsOf("lua", tests([{ args: [{ $shuffled: [expected, 3] }], expected }]));
	const nonce = makeNonce();
	expect(wrap("lua", "function add(all) end", parts[0]!.tests, nonce).length).toBeGreaterThan(1_000_000);
	const list = Array.from({ length: 200_000 }, (_, at) => at).join(",");
	expect(unwrap(`${nonce}:0:begin:\n${nonce}:0:ok:[${list}]\n`, nonce, parts[0]!.tests).results).toEqual([
		{ passed: true, got: "[0, 1, 2, … 200,000 numbers]", printed: "" },
	]);
});

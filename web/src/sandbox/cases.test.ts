import { expect, test } from "vitest";
import { NotTried, type Task, targetsOf, tryCases } from "./cases";
import type { Case, CaseResult, Tests } from "./protocol";

const tests = (...cases: Case[]): Tests => ({ function: "double", cases, compare: "exact" });

/** Tries cases with what stands for an engine. */
async function results(given: Tests, call: (task: Task) => unknown): Promise<[CaseResult[], number]> {
	const all: CaseResult[] = [];
	const code = await tryCases(
		given,
		(task) => {
			const value = call(JSON.parse(task));
			return typeof value === "object" && value !== null && "words" in value
				? { words: `${value.words}` }
				: JSON.stringify(value);
		},
		(result) => all.push(result),
		(error) => (error as Error).message,
	);
	return [all, code];
}

/** Adds 2, throws for null. */
function plusTwo(task: Task): unknown {
	const value = "args" in task ? task.args[0] : undefined;
	if (value === null) throw new Error("no number");
	if (value === -2) return { words: "cut \ud83d" };
	return (value as number) + 2;
}

test("each case says how it went", async () => {
	const given = tests(
		{ args: [2], expected: 4 },
		{ args: [3], expected: 6 },
		{ args: [null], expected: null },
		{ args: [-2], expected: null },
		{ args: [7], isOpen: true },
	);
	expect(await results(given, plusTwo)).toEqual([
		[
			{ passed: true, got: "4" },
			{ passed: false, got: "5" },
			{ passed: false, error: "no number" },
			{ passed: false, got: "cut \ufffd" },
			{ passed: true, got: "9" },
		],
		1,
	]);
});

test("an expected error is one that the code throws, and nothing else", async () => {
	const given = tests({ args: [null], error: "not a number" }, { args: [1], error: true }, { args: [-2], error: true });
	expect(await results(given, plusTwo)).toEqual([
		[
			{ passed: true, error: "no number" },
			{ passed: false, got: "3", error: "It was to end with an error, and did not." },
			{ passed: false, got: "cut \ufffd", error: "It was to end with an error, and did not." },
		],
		1,
	]);
	const nothing = () => {
		throw new NotTried("There is no function.");
	};
	expect((await results(given, nothing))[0][0]).toEqual({ passed: false, error: "There is no function." });
});

test("arguments have names, functions other names, and large values are written out", async () => {
	const tasks: Task[] = [];
	const given: Tests = {
		...tests(
			{ named: { b: 1, a: { $range: [0, 3] } }, expected: null },
			{ call: "other", named: { y: 1, x: 2 }, expected: null },
			{ call: "other", args: [{ $repeat: ["a", 3] }], expected: null },
			{
				calls: [
					["Stack", []],
					["push", [{ $range: [0, 2] }]],
				],
				expected: [null, null],
			},
		),
		parameters: ["a", "b", "c"],
	};
	await results(given, (task) => {
		tasks.push(task);
		return null;
	});
	expect(tasks).toEqual([
		{ name: "double", named: { b: 1, a: [0, 1, 2] }, order: ["a", "b", "c"] },
		{ name: "other", named: { y: 1, x: 2 }, order: ["y", "x"] },
		{ name: "other", args: ["aaa"] },
		{
			calls: [
				["Stack", []],
				["push", [[0, 1]]],
			],
		},
	]);
	expect(targetsOf(given)).toEqual(["double", "other", "Stack"]);
});

test("of a class, every result counts, and the first wrong one is named", async () => {
	const calls = [
		["Stack", []],
		["push", [3]],
		["min", []],
		["all", []],
	] as const;
	const given = (expected: unknown): Tests => ({ ...tests({ calls, expected }), compare: "unordered" });
	const returned = [null, null, 3, [2, 1]];
	expect((await results(given([null, null, 3, [1, 2]]), () => returned))[0][0]?.passed).toBe(true);
	expect((await results(given([null, null, 4, [1, 2]]), () => returned))[0][0]?.error).toBe(
		"Call 3, min(): 3, expected 4.",
	);
	expect((await results(given([null, null, 3]), () => returned))[0][0]?.passed).toBe(false);
});

test("of a large result the beginning is told, and where it differs", async () => {
	const expected = { $range: [0, 100_000] };
	const [[good, bad, short]] = await results(
		{ ...tests({ args: [0], expected }, { args: [1], expected }, { args: [2], expected }), function: "list" },
		(task) => {
			const list: unknown[] = Array.from({ length: 100_000 }, (_, at) => at);
			const kind = "args" in task && task.args[0];
			if (kind === 1) list[54_321] = "x";
			return kind === 2 ? list.slice(0, -1) : list;
		},
	);
	expect(good).toEqual({ passed: true, got: "[0, 1, 2, … 100,000 numbers]" });
	expect(bad?.error).toBe('The first difference is at member 54,321, counted from 0: "x", expected 54321.');
	expect(short?.error).toBe("The first difference is at member 99,999, counted from 0: nothing, expected 99999.");
});

test("members in any order are counted, however many there are", async () => {
	const members = { $shuffled: [{ $range: [0, 200_000] }, 5] };
	const given: Tests = { ...tests({ args: [], expected: members }), compare: "unordered" };
	const list = Array.from({ length: 200_000 }, (_, at) => at);
	expect((await results(given, () => list))[0][0]?.passed).toBe(true);
	list[5] = 6;
	expect((await results(given, () => list))[0][0]?.passed).toBe(false);
});

import { expect, test } from "vitest";
import type { Case, CaseResult, Tests } from "../../sandbox/protocol";
import type { CaseData, Run } from "../../sockets/frames";
import { changesSince } from "./changes";
import { parseCase } from "./ownCases";
import { caseData, type Trial, totalOf } from "./results";
import { isGood, ran } from "./words";

const run: Run = { language: "python", stdout: "", stderr: "", status: "Finished", ms: 12 };
const at = (index: number, passed: boolean): CaseData => ({ index, passed, call: "" });

test("a run is compared with the one before by outcome and by line", () => {
	const before = { ...run, stdout: "a\nb\nc\n", results: [at(0, true), at(1, false), at(2, false)] };
	const now = { ...run, stdout: "a\nB\nc\n", results: [at(0, false), at(1, true), at(2, false), at(3, true)] };
	expect(changesSince(before, now)).toEqual({ nowPass: [2], nowFail: [1], gone: ["b"], come: ["B"] });
	expect(changesSince(now, now)).toEqual({ nowPass: [], nowFail: [], gone: [], come: [] });
});

test("an own case without an expected result shows what is returned, and fails only if nothing is", () => {
	const tests = { function: "f", cases: [{ args: [1], expected: null }], compare: "exact" as const };
	const trial: Trial = {
		tests,
		own: [
			{ args: [2], isOpen: true },
			{ args: [3], expected: null },
		],
	};
	expect(caseData(trial, 0, { passed: false, got: "NaN" }, "")).toMatchObject({
		own: false,
		expected: "null",
		got: "NaN",
	});
	expect(caseData(trial, 1, { passed: false, got: "5" }, "hi")).toMatchObject({
		...{ own: true, passed: null, expected: null, got: "5", printed: "hi" },
	});
	expect(caseData(trial, 1, { passed: false, error: "boom" }, "").passed).toBe(false);
	expect(caseData(trial, 2, { passed: true, got: "null" }, "")).toMatchObject({ passed: true, expected: "null" });
});

test.each([
	[run, null, "Finished, 12 ms"],
	[{ ...run, status: "Error", exit_code: 3 }, false, "Error, exit code 3, 12 ms"],
	[{ ...run, passed: 2, total: 2 }, true, "2 of 2 tests passed, 12 ms"],
	[{ ...run, status: "Stopped", ms: 0, passed: 1, total: 2 }, false, "Stopped, 1 of 2 tests passed"],
	[
		{ ...run, passed: 2, total: 2, results: [{ ...at(2, false), own: true }] },
		false,
		"2 of 2 tests passed, 0 of 1 own cases passed, 12 ms",
	],
])("%j in words", (one, good, words) => {
	expect([isGood(one), ran(one)]).toEqual([good, words]);
});

test("own cases are JSON, and whoever writes something else is told what is wrong", () => {
	expect(parseCase({ args: "", expected: " " })).toEqual({ isWrong: false });
	expect(parseCase({ args: '[1, 2], "a"', expected: "" })).toEqual({
		isWrong: false,
		parsed: { args: [[1, 2], "a"], isOpen: true },
	});
	expect(parseCase({ args: "1", expected: "null" }).parsed).toEqual({ args: [1], expected: null });
	expect(parseCase({ args: "", expected: "3" }).parsed).toEqual({ args: [], expected: 3 });
	expect(parseCase({ args: "'a'", expected: "tru" })).toMatchObject({
		isWrong: true,
		argsError: expect.stringContaining("JSON"),
		expectedError: expect.stringContaining("JSON"),
	});
	expect(parseCase({ args: "9007199254740993", expected: "" }).argsError).toContain("too large");
	expect(parseCase({ args: "1e300, 0.1", expected: "" }).isWrong).toBe(false);
});

test("own cases of a class are calls, one a line, and those of a program its input and output as they are", () => {
	const calls = 'stack = new MinStack();\npush([3], "a, b")\n\n min()';
	expect(parseCase({ args: calls, expected: "[null, null, 3]" }, "class").parsed).toEqual({
		calls: [
			["MinStack", []],
			["push", [[3], "a, b"]],
			["min", []],
		],
		expected: [null, null, 3],
	});
	expect(parseCase({ args: "push 3", expected: "" }, "class")).toMatchObject({
		isWrong: true,
		argsError: expect.stringContaining("one call a line"),
	});
	expect(parseCase({ args: "push('a')", expected: "" }, "class").argsError).toContain("JSON");
	expect(parseCase({ args: "1 2\n", expected: "3\n" }, "program").parsed).toEqual({ stdin: "1 2\n", stdout: "3\n" });
	expect(parseCase({ args: "1 2\n", expected: "" }, "program").parsed).toEqual({ stdin: "1 2\n", isOpen: true });
});

const shown = (one: Case, result: CaseResult) =>
	caseData({ tests: { function: "f", cases: [one], compare: "exact" }, own: [] }, 0, result, "");

test("each form of a case is shown as people read it", () => {
	expect(shown({ named: { a: 1, b: [2] }, call: "g", expected: null }, { passed: true, got: "null" })).toMatchObject({
		...{ call: "g(a: 1, b: [2])", expected: "null", got: "null" },
	});
	expect(shown({ args: [-1], error: "no negative" }, { passed: true, error: "ValueError" })).toMatchObject({
		...{ passed: true, call: "f(-1)", expected: "An error: no negative", got: null, error: "ValueError" },
	});
	const calls = [
		["Stack", []],
		["push", [3]],
		["pop", []],
	] as const;
	expect(
		shown({ calls, expected: [null, null, 3] }, { passed: false, got: "[null,null,4]", error: "Call 3" }),
	).toMatchObject({
		call: "Stack()\npush(3)\npop()",
		expected: "Stack() → null\npush(3) → null\npop() → 3",
		got: "Stack() → null\npush(3) → null\npop() → 4",
	});
	expect(shown({ stdin: "1\n", stdout: "2\n" }, { passed: false, got: "3", error: "Line 1" })).toMatchObject({
		...{ call: "1\n", expected: "2\n", got: "3", error: "Line 1" },
	});
	const got = '{"columns":["name","n"],"rows":[["x",null]]}';
	expect(shown({ rows: [["y", 1]], about: "two shops" }, { passed: false, got })).toMatchObject({
		call: "two shops",
		expected: "┌──────┬───┐\n│ name │ n │\n├──────┼───┤\n│ y    │ 1 │\n└──────┴───┘",
		got: "┌──────┬──────┐\n│ name │  n   │\n├──────┼──────┤\n│ x    │ NULL │\n└──────┴──────┘",
	});
	expect(shown({ rows: [] }, { passed: true, got: '{"columns":[],"rows":[]}' }).expected).toBe("No rows");
	expect(
		shown({ args: [{ $range: [0, 200_000] }], expected: { $range: [0, 200_000] } }, { passed: true }),
	).toMatchObject({
		...{ call: "f([0, 1, 2, … 200,000 numbers])", expected: "[0, 1, 2, … 200,000 numbers]" },
	});
});

test("a hidden case shows only what it is about, until it has failed", () => {
	const hidden = { args: [1], expected: 2, about: "one", hidden: true };
	expect(shown(hidden, { passed: true, got: "2" })).toEqual({ index: 0, own: false, passed: true, call: "one" });
	expect(shown({ ...hidden, about: undefined }, { passed: true, got: "2" })).toEqual({
		...{ index: 0, own: false, passed: true, call: "Hidden case" },
	});
	expect(shown(hidden, { passed: false, got: "3" })).toMatchObject({ call: "f(1)", expected: "2", got: "3" });
});

test("cases that a language can't try count neither as passed nor as failed", () => {
	const skipped = shown({ calls: [["A", []]], expected: [null] }, { passed: false, skipped: true, error: "Not here." });
	expect(skipped).toMatchObject({ passed: null, call: "A()", error: "Not here." });
	const tests: Tests = { function: "f", compare: "exact", cases: [{ args: [] }, { args: [] }] };
	expect(totalOf({ tests, own: [] }, [skipped])).toBe(1);
});

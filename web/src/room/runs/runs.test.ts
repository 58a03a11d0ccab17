import { expect, test } from "vitest";
import type { CaseData, Run } from "../../sockets/frames";
import { changesSince } from "./changes";
import { parseCase } from "./ownCases";
import { caseData, type Trial } from "./results";
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
	const trial: Trial = { tests, own: [{ args: [2] }, { args: [3], expected: null }] };
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
	expect(parseCase({ args: '[1, 2], "a"', expected: "" })).toEqual({ isWrong: false, parsed: { args: [[1, 2], "a"] } });
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

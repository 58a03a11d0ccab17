import { expect, test } from "vitest";
import { tryPrograms } from "./programCases";
import { differenceOfOutput, type Ended } from "./programOutput";
import type { CaseResult, Tests } from "./protocol";

const exact = { compare: "exact" as const };
const approx = { compare: "approx" as const, tolerance: 0.01 };

test.each([
	["1\n2\n", "1\n2", exact, null],
	["1 \t\r\n2\n\n\n", "1\n2\n", exact, null],
	["", "\n", exact, null],
	["1\n\n2", "1\n2", exact, "Line 2 is “”; expected “2”."],
	[" 1", "1", exact, "Line 1 is “ 1”; expected “1”."],
	["1\n3", "1\n2", exact, "Line 2 is “3”; expected “2”."],
	["1", "1\n2", exact, "Line 2 is missing; expected “2”."],
	["1\n2", "1", exact, "Line 2 is more than expected: “2”."],
	["0.333", "0.3333", exact, "Line 1 is “0.333”; expected “0.3333”."],
	["x 0.333", "x  0.3333", approx, null],
	["100.5", "100", approx, null],
	["102", "100", approx, "Line 1 is “102”; expected “100”."],
	["nan", "0", approx, "Line 1 is “nan”; expected “0”."],
	["1 2", "1", approx, "Line 1 is “1 2”; expected “1”."],
])("%j for %j: %j %j", (printed, expected, rule, difference) => {
	expect(differenceOfOutput(printed, expected, rule)).toBe(difference);
});

const tests: Tests = {
	function: "",
	compare: "exact",
	cases: [
		{ stdin: "1\n", stdout: "2\n" },
		{ stdin: "2\n", stdout: "5\n" },
		{ stdin: "x", stdout: "" },
		{ args: [1], expected: 1 },
		{ stdin: "3\n", isOpen: true },
	],
};

/** Prints twice its input, the later ones sooner. */
const doubled = async (stdin: string): Promise<Ended> => {
	for (let wait = 10 - stdin.length; wait > 0; wait--) await null;
	const number = Number(stdin);
	const isWrong = Number.isNaN(number);
	return { stdout: isWrong ? "" : `${number * 2}\n`, stderr: isWrong ? "oops" : "", exitCode: isWrong ? 3 : 0, ms: 2 };
};

test.each([1, 3])(
	"a program runs once for each case, %d at a time, and results come in their order",
	async (atOnce) => {
		const results: CaseResult[] = [];
		const ended = await tryPrograms(tests, doubled, (result) => results.push(result), atOnce);
		expect(results).toEqual([
			{ passed: true, got: "2\n" },
			{ passed: false, got: "4\n", error: "Line 1 is “4”; expected “5”." },
			{ passed: false, got: "", error: "The program ended with exit code 3.", printed: "oops" },
			{ passed: false, skipped: true, error: "This case is not about a program that reads its input." },
			{ passed: true, got: "6\n" },
		]);
		expect(ended).toEqual({ allPassed: false, ms: 8 });
	},
);

test("after a stop nothing more is run or told", async () => {
	let runs = 0;
	const results: CaseResult[] = [];
	const run = async (stdin: string) => (++runs > 1 ? null : await doubled(stdin));
	expect(await tryPrograms(tests, run, (result) => results.push(result))).toBeNull();
	expect([runs, results.length]).toEqual([2, 1]);
});

import { expect, test } from "vitest";
import { tryCases } from "./cases";
import type { CaseResult, Tests } from "./protocol";

const tests: Tests = {
	function: "double",
	cases: [
		{ args: [2], expected: 4 },
		{ args: [3], expected: 6 },
		{ args: [null], expected: null },
		{ args: [-2], expected: null },
	],
	compare: "exact",
};

test("each case says how it went", async () => {
	const results: CaseResult[] = [];
	const call = (args: string) => {
		const [value] = JSON.parse(args);
		if (value === null) throw new Error("no number");
		if (value === -2) return { words: "cut \ud83d" };
		return JSON.stringify(value + 2);
	};
	const tried = (result: CaseResult) => results.push(result);
	expect(await tryCases(tests, call, tried, (error) => (error as Error).message)).toBe(1);
	expect(results).toEqual([
		{ passed: true, got: "4" },
		{ passed: false, got: "5" },
		{ passed: false, error: "no number" },
		{ passed: false, got: "cut \ufffd" },
	]);
});

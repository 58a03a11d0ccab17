import { expect, test } from "vitest";
import type { Run } from "../../sockets/frames";
import { fromTestLines, withTestLines } from "./testLines";
import { trimRun } from "./trimRun";

const OUTPUT = `begins
✓ 1  solve([1])
     five spaces, printed
✗ 2  solve([2])
     returned 3
     expected 2
✗ 3  solve([])
     Error: empty
       at line 2
done
`;

test("what a page of before has shared is read as results", () => {
	const { results, printed } = fromTestLines(OUTPUT);
	expect(results).toEqual([
		{ index: 0, own: false, passed: true, call: "solve([1])", error: null },
		{ index: 1, own: false, passed: false, call: "solve([2])", got: "3", expected: "2" },
		{ index: 2, own: false, passed: false, call: "solve([])", error: "Error: empty\n  at line 2" },
	]);
	expect(printed).toBe("begins\n     five spaces, printed\ndone");
	expect(fromTestLines("… 12 more bytes were cut off here.").results).toEqual([]);
});

test("for a server of before, results are lines again, and nothing is sent that it doesn't know", () => {
	const results = [
		{ index: 0, passed: true, call: "solve([1])" },
		{ index: 1, passed: false, call: "solve(\n  [2],\n  3\n)", got: "[\n  3\n]", expected: "2" },
		{ index: 2, passed: false, call: "solve([])", error: "Error: empty\n  at line 2" },
		{ index: 3, own: true, passed: null, call: "solve([9])" },
	];
	const known = { language: "python" as const, stderr: "", status: "Finished", ms: 1, passed: 1, total: 3 };
	const run: Run = { ...known, stdout: "done\n", stdin: "x", exit_code: null, question_id: 3, results };
	const { stdout, ...rest } = trimRun(withTestLines(run));
	expect(rest).toEqual(known);
	expect(fromTestLines(stdout)).toEqual({
		results: [
			{ index: 0, own: false, passed: true, call: "solve([1])", error: null },
			{ index: 1, own: false, passed: false, call: "solve( [2], 3 )", got: "[ 3 ]", expected: "2" },
			{ index: 2, own: false, passed: false, call: "solve([])", error: "Error: empty\n  at line 2" },
		],
		printed: "done",
	});
});

import { expect, test } from "vitest";
import { asJson } from "../../api/wellFormed";
import type { CaseData, Run } from "../../sockets/frames";
import { trimRun } from "./trimRun";

const run: Run = { language: "python", stdout: "", stderr: "", status: "Finished", ms: 1 };
const bytes = (value: unknown) => new TextEncoder().encode(asJson(value)).length;
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);

test("what is short is shown whole", () => {
	const results: CaseData[] = [{ index: 0, own: true, passed: null, call: "solve(1)", got: "😀" }];
	expect(trimRun({ ...run, stdout: "42\n", stdin: "1", results })).toMatchObject({
		stdout: "42\n",
		stdin: "1",
		results,
	});
});

test.each(["x", "ä", "✓", "\u0000", "😀", "\ud83d"])("however much of %j there is, it fits into a message", (one) => {
	const long = `a${one.repeat(70_000)}`;
	const part = long.slice(0, 5_001);
	const failed = { call: part, expected: part, got: part, error: part, printed: part };
	const results = Array.from({ length: 300 }, (_, index) => ({ ...failed, index, passed: index !== 290 }));
	const cut = trimRun({ ...run, stdout: long, stderr: long, stdin: long, results });
	expect(bytes(cut)).toBeLessThan(64 * 1024 - 500);
	expect(bytes(cut.results)).toBeLessThan(12 * 1024);
	expect(cut.stdout.length).toBeGreaterThan(1_000);
	expect(isWhole(JSON.parse(asJson(cut)).stdout)).toBe(true);
	expect(cut.results?.at(-1)).toMatchObject({ index: 290, passed: false });
	expect(cut.results?.every(({ call }) => isWhole(call) && call.includes(" characters)"))).toBe(true);
});

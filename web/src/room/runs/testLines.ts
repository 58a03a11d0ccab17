// The outcomes of test cases as lines of a run's output: how pages and servers of before share them. Pure.
import type { CaseData, Run } from "../../sockets/frames";

/** Returns the run as servers of before take it. */
export function withTestLines({ results, stdin, exit_code, question_id, ...run }: Run): Run {
	const lines = (results ?? []).filter((one) => !one.own).map(caseLines);
	return { ...run, stdout: lines.join("") + run.stdout };
}

/** "✗ 2  solve([1], 3)", and what went wrong in the lines after it. */
function caseLines({ index, passed, call, expected, got, error }: CaseData): string {
	const detail = error ?? `returned ${inOneLine(got ?? "nothing")}\nexpected ${inOneLine(expected ?? "")}`;
	return `${passed ? "✓" : "✗"} ${index + 1}  ${inOneLine(call)}\n${passed ? "" : `${detail.replace(/^/gm, "     ")}\n`}`;
}

function inOneLine(text: string): string {
	return text.replace(/\s*\n\s*/g, " ");
}

// As `caseLines` writes them.
const TITLE = /^([✓✗]) (\d+) {2}(.*)$/;
const DETAIL = /^ {5}/;
const RETURNED = /^returned (.*)\nexpected (.*)$/;

/** Takes the output of a run from before apart. A line that is of no test was printed by the program. */
export function fromTestLines(stdout: string): { results: CaseData[]; printed: string } {
	const tests: { index: number; passed: boolean; call: string; detail: string[] }[] = [];
	const printed: string[] = [];
	let isOfTest = false;
	for (const line of stdout.split("\n")) {
		const [, mark, number, call] = TITLE.exec(line) ?? [];
		const last = tests.at(-1);
		if (mark) tests.push({ index: Number(number) - 1, passed: mark === "✓", call: call ?? "", detail: [] });
		else if (isOfTest && last && !last.passed && DETAIL.test(line)) last.detail.push(line.replace(DETAIL, ""));
		else printed.push(line);
		isOfTest = mark !== undefined || (isOfTest && DETAIL.test(line));
	}
	const results = tests.map(({ detail, ...one }) => {
		const [, got, expected] = RETURNED.exec(detail.join("\n")) ?? [];
		return { ...one, own: false, ...(got && expected ? { got, expected } : { error: detail.join("\n") || null }) };
	});
	return { results, printed: printed.join("\n").trim() };
}

/** Returns a run of before, whose results are lines of its output, as those of now are. */
export function withResults<T extends Run>(run: T): T {
	if (run.results || run.total == null) return run;
	const { results, printed } = fromTestLines(run.stdout);
	return { ...run, results, stdout: printed };
}

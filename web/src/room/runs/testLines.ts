// The outcomes of test cases as lines of a run's output, and taken apart again. Pure.
import type { CaseResult, Tests } from "../../sandbox/protocol";

const LONGEST = 160; // characters of a value that are shown

/** "✗ 2  solve([1], 3)", and what went wrong in the lines after it. */
export function caseLine(tests: Tests, index: number, { passed, got, error }: CaseResult): string {
	const { args, expected } = tests.cases[index] ?? { args: [], expected: null };
	const call = `${tests.function}(${args.map((one) => shown(JSON.stringify(one))).join(", ")})`;
	const returned = `returned ${shown(got ?? "nothing")}\nexpected ${shown(JSON.stringify(expected))}`;
	const detail = passed ? "" : `${(error ?? returned).replace(/^/gm, "     ")}\n`;
	return `${passed ? "✓" : "✗"} ${index + 1}  ${call}\n${detail}`;
}

function shown(text: string): string {
	return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)} …`;
}

export interface TestLine {
	/** "2  solve([1], 3)". */
	title: string;
	passed: boolean;
	/** What went wrong, in lines. */
	detail: string;
}

export interface Tested {
	/** Failed tests first. */
	tests: TestLine[];
	printed: string;
}

// As `caseLine` writes them.
const TITLE = /^([✓✗]) (\d+ {2}.*)$/;
const DETAIL = /^ {5}/;

/** Takes the output of `total` tests apart. A line that is of no test was printed by the program. */
export function testLines(stdout: string): Tested {
	const tests: TestLine[] = [];
	const printed: string[] = [];
	let isOfTest = false;
	for (const line of stdout.split("\n")) {
		const [, mark, title] = TITLE.exec(line) ?? [];
		const last = tests.at(-1);
		if (mark && title) tests.push({ title, passed: mark === "✓", detail: "" });
		else if (isOfTest && last && !last.passed && DETAIL.test(line)) last.detail += `${line.replace(DETAIL, "")}\n`;
		else printed.push(line);
		isOfTest = mark !== undefined || (isOfTest && DETAIL.test(line));
	}
	const failed = tests.filter((one) => !one.passed);
	return { tests: [...failed, ...tests.filter((one) => one.passed)], printed: printed.join("\n").trim() };
}

// The output of a run of tests, taken apart again: the outcome of each, and what the program printed. Pure.

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

// As sandbox/cases.ts writes them.
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

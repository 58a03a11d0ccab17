// Compares what a program printed with what it was to print; docs/questions.md has the rule.
import { withCommas } from "./abridged";
import { TOLERANCE } from "./compare";
import { cut } from "./output";
import type { CaseResult, Tests } from "./protocol";

/** How one run of a program went. */
export interface Ended {
	stdout: string;
	stderr: string;
	/** Null if it gave none. */
	exitCode: number | null;
	/** How it ended, where the exit code would say too little. */
	why?: string | undefined;
	ms: number;
}

const LONGEST = 20_000; // characters of a text that is told
const LONGEST_LINE = 60; // characters that are quoted of a line
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Says how a case went in which a program was to print this, or anything (null). */
export function judgedProgram(
	expected: string | null,
	ended: Ended,
	tests: Pick<Tests, "compare" | "tolerance">,
): CaseResult {
	const { stdout, stderr, exitCode, why } = ended;
	const printed = stderr ? { printed: stderr } : {};
	const got = stdout.length > LONGEST ? `${cut(stdout, LONGEST)} … (${stdout.length} characters)` : stdout;
	if (why || exitCode) {
		return { passed: false, got, error: why ?? `The program ended with exit code ${exitCode}.`, ...printed };
	}
	const error = expected === null ? null : differenceOfOutput(stdout, expected, tests);
	return error === null ? { passed: true, got, ...printed } : { passed: false, got, error, ...printed };
}

/** Returns a sentence about the first line that differs; null if none does. Blanks at ends of lines don't count. */
export function differenceOfOutput(
	printed: string,
	expected: string,
	{ compare, tolerance = TOLERANCE }: Pick<Tests, "compare" | "tolerance">,
): string | null {
	const [lines, wanted] = [linesOf(printed), linesOf(expected)];
	const isSame = compare === "approx" ? (a: string, b: string) => alike(a, b, tolerance) : Object.is;
	for (let at = 0; at < Math.max(lines.length, wanted.length); at++) {
		const [line, other] = [lines[at], wanted[at]];
		if (line !== undefined && other !== undefined && isSame(line, other)) continue;
		const number = withCommas(at + 1);
		if (line === undefined) return `Line ${number} is missing; expected ${quoted(other ?? "")}.`;
		if (other === undefined) return `Line ${number} is more than expected: ${quoted(line)}.`;
		return `Line ${number} is ${quoted(line)}; expected ${quoted(other)}.`;
	}
	return null;
}

function linesOf(text: string): string[] {
	const lines = text.split("\n").map((line) => line.trimEnd());
	while (lines.length > 0 && lines.at(-1) === "") lines.pop();
	return lines;
}

/** Whether two lines have the same words, where numbers may differ a little. */
function alike(line: string, wanted: string, tolerance: number): boolean {
	const [words, others] = [wordsOf(line), wordsOf(wanted)];
	return words.length === others.length && words.every((word, at) => isNear(word, others[at] ?? "", tolerance));
}

const wordsOf = (line: string) => line.split(/\s+/).filter(Boolean);

function isNear(word: string, wanted: string, tolerance: number): boolean {
	if (word === wanted) return true;
	if (!NUMBER.test(word) || !NUMBER.test(wanted)) return false;
	return Math.abs(Number(word) - Number(wanted)) <= tolerance * Math.max(1, Math.abs(Number(wanted)));
}

function quoted(line: string): string {
	return line.length > LONGEST_LINE ? `“${cut(line, LONGEST_LINE)}…”` : `“${line}”`;
}

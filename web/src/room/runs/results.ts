// How the test cases of a run went: from what an engine tells to what both people are shown. Pure.
import { t } from "@lingui/core/macro";
import type { Case, CaseResult, Tests } from "../../sandbox/protocol";
import type { CaseData, Run } from "../../sockets/frames";
import { columnsOf, expectedText, givenText, gotText } from "./caseTexts";
import { shortened } from "./layout";

const LONGEST = 4_000; // characters of a text that is shown

/** What is run: the cases of the question, then own ones; of some of these, what comes is only shown. */
export interface Trial {
	tests: Tests;
	own: readonly Case[];
}

/** The cases in the form in which engines get them. */
export function casesOf({ tests, own }: Trial): Tests {
	return { ...tests, cases: [...tests.cases, ...own] };
}

/** Describes how one case went, in texts that are short enough to be shown. */
export function caseData({ tests, own }: Trial, index: number, result: CaseResult, printed: string): CaseData {
	const isOwn = index >= tests.cases.length;
	const one = (isOwn ? own[index - tests.cases.length] : tests.cases[index]) ?? {};
	const short = (text: string | null | undefined) => (text == null || text === "" ? null : shortened(text, LONGEST));
	const known = { index, own: isOwn, call: "" };
	if (result.skipped) {
		return { ...known, passed: null, call: callOf(one, tests), error: short(result.error) };
	}
	// What it tries is not given away before.
	if (one.hidden && result.passed) return { ...known, passed: true, call: one.about ?? t`Hidden case` };
	return {
		...known,
		// A case that only shows what is returned has no outcome, unless it failed to return.
		passed: one.isOpen ? (result.error === undefined ? null : false) : result.passed,
		call: callOf(one, tests),
		expected: short(expectedText(one, columnsOf(one.rows && result.got))),
		got: result.got === undefined ? null : shortened(gotText(one, result.got), LONGEST),
		error: short(result.error),
		printed: short(printed),
	};
}

const callOf = (one: Case, tests: Tests) => shortened(givenText(one, tests.function), LONGEST);

/** How many cases of the question have passed. */
export function passedOf(results: readonly CaseData[]): number {
	return results.filter((one) => one.passed && !one.own).length;
}

/** How many cases of the question were to be tried: all but those that the language can't try. */
export function totalOf({ tests }: Trial, results: readonly CaseData[]): number {
	return tests.cases.length - results.filter((one) => one.passed == null && !one.own).length;
}

/** How many own cases with an expected result have passed, and how many there were. */
export function ownOf({ results }: Run): { passed: number; total: number } {
	const judged = (results ?? []).filter((one) => one.own && one.passed != null);
	return { passed: judged.filter((one) => one.passed).length, total: judged.length };
}

// How the test cases of a run went: from what an engine tells to what both people are shown. Pure.
import type { CaseResult, Tests } from "../../sandbox/protocol";
import type { CaseData, Run } from "../../sockets/frames";
import { laidOut, laidOutCall, laidOutJson, shortened } from "./layout";

const LONGEST = 4_000; // characters of a text that is shown

/** A case of a person's own; without an expected result, what is returned is only shown. */
export interface OwnCase {
	args: readonly unknown[];
	expected?: unknown;
}

/** What is run: the cases of the question, then own ones. */
export interface Trial {
	tests: Tests;
	own: readonly OwnCase[];
}

/** The cases in the form in which engines get them. */
export function casesOf({ tests, own }: Trial): Tests {
	return { ...tests, cases: [...tests.cases, ...own.map(({ args, expected = null }) => ({ args, expected }))] };
}

/** Describes how one case went, in whole texts. */
export function caseData({ tests, own }: Trial, index: number, result: CaseResult, printed: string): CaseData {
	const mine = index < tests.cases.length ? undefined : own[index - tests.cases.length];
	const { args, expected } = mine ?? tests.cases[index] ?? { args: [], expected: null };
	const isJudged = !mine || mine.expected !== undefined;
	const short = (text: string) => shortened(text, LONGEST);
	return {
		index,
		own: mine !== undefined,
		// A case that only shows what is returned has no outcome, unless it failed to return.
		passed: isJudged ? result.passed : result.error === undefined ? null : false,
		call: short(laidOutCall(tests.function, args)),
		expected: isJudged ? short(laidOut(expected)) : null,
		got: result.got === undefined ? null : short(laidOutJson(result.got)),
		error: result.error === undefined ? null : short(result.error),
		printed: printed ? short(printed) : null,
	};
}

/** How many cases of the question have passed. */
export function passedOf(results: readonly CaseData[]): number {
	return results.filter((one) => one.passed && !one.own).length;
}

/** How many own cases with an expected result have passed, and how many there were. */
export function ownOf({ results }: Run): { passed: number; total: number } {
	const judged = (results ?? []).filter((one) => one.own && one.passed != null);
	return { passed: judged.filter((one) => one.passed).length, total: judged.length };
}

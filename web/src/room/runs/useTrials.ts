// Running the code of a question, and trying it on test cases: in a room, or by somebody who practices alone.
import { t } from "@lingui/core/macro";
import type { Case, Tests } from "../../sandbox/protocol";
import type { CodeLanguage } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import { type Form, formOfTests, tablesOf, testsOf } from "../desk/task";
import type { Question } from "../question/asked";
import { type Given, parseCase, useGiven } from "./ownCases";
import { type LocalRun, type Runner, useRunner } from "./useRunner";
import { isTested, type Offer, whereRuns } from "./where";

export interface Trials {
	runner: Runner;
	given: Given;
	give(changes: Partial<Given>): void;
	/** What there is to run programs. */
	offer: Offer;
	/** What the question is tested with; undefined for none, and no own cases. */
	tests: Tests | undefined;
	hasTests(language: CodeLanguage): boolean;
	/** Does nothing in a language that runs nowhere. */
	run(language: CodeLanguage, code: string, withTests: boolean): void;
}

/** `id` is that of the interview, or of what else the code belongs to; a server runs programs for interviews only. */
export function useTrials(
	id: string,
	question: Question | null,
	offer: Offer,
	onDone: (run: LocalRun) => void,
): Trials {
	const [given, give] = useGiven(id, question?.id);
	const runner = useRunner(id, question?.id, onDone);
	const tests = testsOf(question);
	const form = tests && formOfTests(tests);
	const own = ownCases(given, form);
	return {
		...{ runner, given, give, offer, tests },
		hasTests: (language) =>
			tests !== undefined &&
			tests.cases.length + own.length > 0 &&
			isTested(language, whereRuns(language, offer), formOfTests(tests)),
		run(language, code, withTests) {
			const where = whereRuns(language, offer);
			if (!where) return;
			const wrong = given.cases.findIndex((one) => parseCase(one, form).isWrong) + 1;
			if (withTests && wrong) toast(wrongCase(wrong, form));
			const trial = withTests && tests ? { tests, own } : undefined;
			runner.run({ where, language, code, stdin: given.stdin, setup: tablesOf(question), trial });
		},
	};
}

function wrongCase(number: number, form: Form | undefined): string {
	if (form === "class") return t`Own case ${number} does not run: its calls can’t be read.`;
	return t`Own case ${number} does not run: it is not valid JSON.`;
}

function ownCases({ cases }: Given, form: Form | undefined): Case[] {
	// Rows are compared with those of a question's tables only.
	if (form === "rows") return [];
	return cases.map((one) => parseCase(one, form).parsed).filter((one) => one !== undefined);
}

// Everything about running code in a room: what is run with what, by whom it was run, and who has seen it.
import { t } from "@lingui/core/macro";
import type { Case, Tests } from "../../sandbox/protocol";
import type { CodeLanguage } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import { type Form, formOfTests, tablesOf, testsOf } from "../desk/task";
import type { RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { useMissing } from "./downloads";
import { type Given, parseCase, useGiven } from "./ownCases";
import { useServerLanguages } from "./serverLanguages";
import { type Sharing, useSharing } from "./sharing";
import { type Runner, useRunner } from "./useRunner";
import { isTested, type Offer, whereRuns } from "./where";

export interface Runs {
	runner: Runner;
	sharing: Sharing;
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

export function useRuns({ interview, ended }: RoomState, send: RoomHandle["send"]): Runs {
	const { id, question } = interview;
	const [given, give] = useGiven(id, question?.id);
	const sharing = useSharing(send);
	// In a room that is over people may go on by themselves.
	const runner = useRunner(id, question?.id, (run) => !ended && sharing.share(run));
	const offer = { runtimes: useServerLanguages(), missing: useMissing() };
	const tests = testsOf(question);
	const form = tests && formOfTests(tests);
	const own = ownCases(given, form);
	return {
		...{ runner, sharing, given, give, offer, tests },
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

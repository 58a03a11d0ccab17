// Everything about running code in a room: what is run with what, by whom it was run, and who has seen it.
import { t } from "@lingui/core/macro";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import { testsOf } from "../desk/task";
import type { RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { useMissing } from "./downloads";
import { type Given, parseCase, useGiven } from "./ownCases";
import type { OwnCase } from "./results";
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
	const own = ownCases(given);
	const tests = testsOf(question) ?? testsWithoutCases(question);
	return {
		...{ runner, sharing, given, give, offer },
		hasTests: (language) =>
			tests !== undefined && tests.cases.length + own.length > 0 && isTested(language, whereRuns(language, offer)),
		run(language, code, withTests) {
			const where = whereRuns(language, offer);
			if (!where) return;
			const wrong = given.cases.findIndex((one) => parseCase(one).isWrong) + 1;
			if (withTests && wrong) toast(t`Own case ${wrong} does not run: it is not valid JSON.`);
			const trial = withTests && tests ? { tests, own } : undefined;
			runner.run({ where, language, code, stdin: given.stdin, trial });
		},
	};
}

function ownCases({ cases }: Given): OwnCase[] {
	return cases.map((one) => parseCase(one).parsed).filter((one) => one !== undefined);
}

function testsWithoutCases(question: LiveInterview["question"]) {
	if (!question?.function) return undefined;
	return { function: question.function, cases: [], compare: question.compare ?? "exact" } as const;
}

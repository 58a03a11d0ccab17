// Everything about running code in a room: what is run with what, by whom it was run, and who has seen it.
import { t } from "@lingui/core/macro";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import { testsOf } from "../desk/task";
import type { RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { type Given, parseCase, useGiven } from "./ownCases";
import type { OwnCase } from "./results";
import { type Sharing, useSharing } from "./sharing";
import { type Runner, useRunner } from "./useRunner";

export interface Runs {
	runner: Runner;
	sharing: Sharing;
	given: Given;
	give(changes: Partial<Given>): void;
	hasTests: boolean;
	run(language: CodeLanguage, code: string, withTests: boolean): void;
}

export function useRuns({ interview, ended }: RoomState, send: RoomHandle["send"]): Runs {
	const { id, question } = interview;
	const [given, give] = useGiven(id, question?.id);
	const sharing = useSharing(send);
	// In a room that is over people may go on by themselves.
	const runner = useRunner(question?.id, (run) => !ended && sharing.share(run));
	const own = ownCases(given);
	const tests = testsOf(question) ?? testsWithoutCases(question);
	return {
		...{ runner, sharing, given, give },
		hasTests: tests !== undefined && tests.cases.length + own.length > 0,
		run(language, code, withTests) {
			const wrong = given.cases.findIndex((one) => parseCase(one).isWrong) + 1;
			if (withTests && wrong) toast(t`Own case ${wrong} does not run: it is not valid JSON.`);
			runner.run({ language, code, stdin: given.stdin, trial: withTests && tests ? { tests, own } : undefined });
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

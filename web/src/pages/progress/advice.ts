// What to practice next, and what to do better as interviewer, in words. Pure.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";
import type { Progress } from "../../api/queries";
import { mean } from "../../ui/locale";
import { LEVELS, TYPES } from "../../ui/words";
import { DIMENSIONS, INTERVIEWER_DIMENSIONS } from "./figures";

const STEP = { ready_for_harder: -1, too_hard_yet: 1 };
const LADDER = ["easy", "medium", "hard"] as const;

/** Why the next interview should be as it is suggested, and what to look at in it. */
export function whyNext({ next, levels, weakest }: Pick<Progress, "next" | "levels" | "weakest">): string {
	if (next.because === "nothing_yet") return t`Nothing to go by yet: start with an easy interview of either type.`;
	const to = LEVELS[next.difficulty];
	const reason =
		next.because === "keep_going"
			? t`Keep practicing: ${TYPES[next.interview_type]}, ${to}.`
			: stepped(next, levels, to);
	if (!weakest) return reason;
	const [dimension, average] = [DIMENSIONS[weakest.dimension], mean(weakest.mean)];
	return `${reason} ${t`Focus on: ${dimension} (${average} on average).`}`;
}

function stepped(next: Schemas["Advice"], levels: Progress["levels"], to: string): string {
	if (next.because !== "ready_for_harder" && next.because !== "too_hard_yet") return next.reason;
	const before = LADDER[LADDER.indexOf(next.difficulty) + STEP[next.because]];
	const rated = levels.find((one) => one.interview_type === next.interview_type && one.difficulty === before)?.overall;
	if (!before || typeof rated?.mean !== "number") return next.reason;
	const [average, from] = [mean(rated.mean), LEVELS[before]];
	return next.because === "ready_for_harder"
		? t`Rated ${average} on average at this level: ${from}. Try the next one: ${to}.`
		: t`Rated ${average} on average at this level: ${from}. Go back to this one: ${to}.`;
}

const TO_DO: Partial<Record<Schemas["InterviewerAdvice"]["dimension"], string>> = {
	clarity: t`Say the task in one sentence first, and ask whether it is clear.`,
	hints: t`Wait until they are stuck, then give the smallest hint that helps.`,
	listening: t`Let them finish, and say what you understood before you go on.`,
	fairness: t`Rate what they did, not how they did it, and be as patient as you would like others to be.`,
};

/** What to do about the lowest rating as interviewer. */
export function asInterviewer(advice: Schemas["InterviewerAdvice"]): string {
	const toDo = TO_DO[advice.dimension];
	if (!toDo) return advice.reason;
	const [dimension, average] = [INTERVIEWER_DIMENSIONS[advice.dimension], mean(advice.mean)];
	return `${dimension} (${t`${average} on average`}): ${toDo}`;
}

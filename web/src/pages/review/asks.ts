// What the form asks: a peer is rated in each role that they had, and by the rubric of the question they were asked. Pure.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";
import type { Feedback, InterviewType } from "../../api/queries";

export type Turn = Schemas["TurnView"];

export const RATINGS = [
	["communication", t`Communication`, t`Did they think aloud, listen, and get to the point?`],
	["problem_solving", t`Problem solving`, t`Did they ask questions, compare approaches, and check their result?`],
	["technical", t`Technical skill`, t`Was the code or design correct and simple?`],
	["overall", t`Overall`, t`How would you rate the interview as a whole?`],
] as const;

export const FINER = {
	technical: [
		["code", t`Code`, t`Was it easy to read, with good names?`],
		["testing", t`Testing`, t`Did they test it and consider edge cases?`],
	],
	behavioral: [
		["structure", t`Structure`, t`Did they describe the situation, the task, their actions, and the result?`],
		["ownership", t`Ownership`, t`Did they take the lead themselves?`],
		["impact", t`Impact`, t`Did it make a difference, and could they say how much?`],
	],
} as const;

export const AS_INTERVIEWER = [
	["overall", t`Overall as interviewer`, t`Would you like to be interviewed by them again?`],
	["clarity", t`Clear question`, t`Was it clear what was asked, and what would be a good answer?`],
	["hints", t`Help at the right moment`, t`Did they let you think, and help when you were stuck?`],
	["listening", t`Listening`, t`Did they follow your thoughts and ask about them?`],
	["fairness", t`Fairness and respect`, t`Did they treat you as you would treat a colleague?`],
] as const;

/** A dimension of the rubric of a question, and what a 1, a 3, and a 5 look like. */
export interface Criterion {
	name: string;
	levels: readonly (readonly [mark: string, words: string])[];
}

export interface Asks {
	type: InterviewType;
	asInterviewee: boolean;
	asInterviewer: boolean;
	/** Of the question that the peer was asked. */
	criteria: readonly Criterion[];
}

/** Returns what to ask about the peer. Feedback that exists is about the role that it was given on, too. */
export function asksOf(type: InterviewType, turns: readonly Turn[], given: Feedback | null): Asks {
	const ofPeer = turns.find((one) => !one.of_me);
	const asInterviewer = turns.some((one) => one.of_me);
	return {
		type,
		asInterviewee: given ? given.rates_interviewee !== false : ofPeer !== undefined || !asInterviewer,
		asInterviewer,
		criteria: criteriaOf(ofPeer?.question?.rubric),
	};
}

function criteriaOf(rubric: Record<string, unknown> | null | undefined): Criterion[] {
	return Object.entries(rubric ?? {}).map(([name, levels]) => ({
		name,
		levels: Object.entries((levels ?? {}) as Record<string, string>),
	}));
}

export function ratingsOf({ type }: Asks) {
	return RATINGS.filter(([key]) => type === "technical" || (key !== "problem_solving" && key !== "technical"));
}

/** The finer ratings, without those that the rubric of the question has too. */
export function finerOf({ type, criteria }: Asks) {
	const names = new Set(criteria.map(({ name }) => name));
	return FINER[type].filter(([key]) => !names.has(key));
}

// A draft of feedback, its conversion for the API, and what it still lacks. Pure.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";
import type { Feedback, InterviewType } from "../../api/queries";
import { AS_INTERVIEWER, type Asks, FINER, type RATINGS, ratingsOf } from "./asks";

type Plain = (typeof RATINGS)[number][0];
type Finer = (typeof FINER)[InterviewType][number][0];
type OfInterviewer = (typeof AS_INTERVIEWER)[number][0];
export type Mark = Plain | Finer | "good_match" | `interviewer_${OfInterviewer}` | `criterion:${string}`;

/** Flat, so that changes of two fields never overwrite each other. Browsers keep drafts of earlier versions, too. */
export type Draft = { [key in Mark]?: string | undefined } & {
	did_well: string;
	to_improve: string;
	would_pass?: "yes" | "no";
	interviewer_words?: string;
};

export const EMPTY: Draft = { did_well: "", to_improve: "" };

const PLAIN = ["communication", "problem_solving", "technical", "overall"] as const;

/** Returns existing feedback as a draft for editing. */
export function draftOf(given: Feedback): Draft {
	const interviewee =
		given.rates_interviewee !== false
			? {
					...marksOf(given.rubric),
					...marksOf(Object.fromEntries(PLAIN.map((key) => [key, given[key]]))),
					would_pass: given.would_pass ? ("yes" as const) : ("no" as const),
				}
			: {};
	const { words, ...marks } = given.as_interviewer ?? { words: null };
	return {
		// By the rubric of a question a finer rating may be given under the same name.
		...marksOf(given.rubric, "criterion:"),
		...marksOf(given.question_rubric ?? null, "criterion:"),
		...interviewee,
		...marksOf(marks, "interviewer_"),
		...(words && { interviewer_words: words }),
		good_match: `${given.good_match}`,
		did_well: given.did_well,
		to_improve: given.to_improve,
	};
}

function marksOf(marks: Readonly<Record<string, number | null>> | null, prefix = ""): Partial<Draft> {
	const given = Object.entries(marks ?? {}).filter(([, mark]) => mark !== null);
	return Object.fromEntries(given.map(([key, mark]) => [`${prefix}${key}`, `${mark}`]));
}

/** Whether anything is said about the peer as interviewer. */
export function hasBegunOnInterviewer(draft: Draft): boolean {
	return AS_INTERVIEWER.some(([key]) => draft[`interviewer_${key}`]) || Boolean(draft.interviewer_words?.trim());
}

/** The changes that leave out the part about the peer as interviewer. */
export function withoutInterviewer(): Partial<Draft> {
	return {
		...Object.fromEntries(AS_INTERVIEWER.map(([key]) => [`interviewer_${key}`, undefined])),
		interviewer_words: "",
	};
}

/** Names what has to be chosen or written before a draft can be sent, in the order of the form. */
export function missingIn(draft: Draft, asks: Asks): string[] {
	const needsInterviewer = asks.asInterviewer && (!asks.asInterviewee || hasBegunOnInterviewer(draft));
	const rows: [value: string | undefined, name: string][] = [
		...(asks.asInterviewee
			? ratingsOf(asks).map(([key, label]): [string | undefined, string] => [draft[key], label])
			: []),
		...(needsInterviewer ? [[draft.interviewer_overall, AS_INTERVIEWER[0][1]] as [string | undefined, string]] : []),
		[draft.did_well.trim(), t`What did they do well?`],
		[draft.to_improve.trim(), t`What could they try next time?`],
		...(asks.asInterviewee ? [[draft.would_pass, t`Would you advance them?`] as [string | undefined, string]] : []),
		[draft.good_match, t`How good was the match?`],
	];
	return rows.flatMap(([value, name]) => (value ? [] : [name]));
}

/** Says how far an optional rubric is filled in: null if not at all, or entirely. */
export function ratedOf(draft: Draft, { criteria }: Asks): { rated: number; of: number } | null {
	const rated = criteria.filter(({ name }) => draft[`criterion:${name}`]).length;
	return rated === 0 || rated === criteria.length ? null : { rated, of: criteria.length };
}

type Body = Schemas["FeedbackChanges"] & Pick<Schemas["FeedbackIn"], "did_well" | "to_improve" | "good_match">;

/** Converts a draft that lacks nothing into the request for the API. */
export function bodyOf(draft: Draft, asks: Asks): Body {
	const words = { did_well: draft.did_well.trim(), to_improve: draft.to_improve.trim() };
	const good_match = Number(draft.good_match);
	const as_interviewer = asks.asInterviewer ? ofInterviewer(draft) : null;
	if (!asks.asInterviewee) return { ...words, good_match, as_interviewer };
	return { ...words, good_match, as_interviewer, ...ofInterviewee(draft, asks) };
}

function ofInterviewee(draft: Draft, asks: Asks) {
	const technical = asks.type === "technical";
	const criteria = asks.criteria.map(({ name }) => [name, draft[`criterion:${name}`]] as const);
	// What the question's rubric rates under the same name counts as the finer rating, too.
	const rated = new Map<string, string | undefined>(criteria);
	const finer = FINER[asks.type].map(([key]) => [key, rated.has(key) ? rated.get(key) : draft[key]] as const);
	return {
		communication: Number(draft.communication),
		problem_solving: technical ? Number(draft.problem_solving) : null,
		technical: technical ? Number(draft.technical) : null,
		overall: Number(draft.overall),
		would_pass: draft.would_pass === "yes",
		rubric: numbers(finer),
		question_rubric: numbers(criteria),
	};
}

function ofInterviewer(draft: Draft): Schemas["InterviewerRubric"] | null {
	const marks = numbers(AS_INTERVIEWER.map(([key]) => [key, draft[`interviewer_${key}`]] as const));
	const words = draft.interviewer_words?.trim();
	if (!marks) return null;
	return { ...(marks as { overall: number }), ...(words && { words }) };
}

function numbers(marks: readonly (readonly [string, string | undefined])[]): Record<string, number> | null {
	const given = marks.flatMap(([key, mark]) => (mark ? [[key, Number(mark)] as const] : []));
	return given.length > 0 ? Object.fromEntries(given) : null;
}

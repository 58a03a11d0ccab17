// A feedback draft, and its conversion for the API. Pure, except that drafts are kept in browser storage.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import type { Schemas } from "../../api/client";
import type { Feedback, InterviewType } from "../../api/queries";

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

type Plain = (typeof RATINGS)[number][0];
type Finer = (typeof FINER)[InterviewType][number][0];
export type Mark = Plain | Finer | "good_match";

export type Draft = Partial<Record<Mark, string>> & {
	did_well: string;
	to_improve: string;
	would_pass?: "yes" | "no";
};

const EMPTY: Draft = { did_well: "", to_improve: "" };

export function asked(type: InterviewType) {
	return RATINGS.filter(([key]) => type === "technical" || (key !== "problem_solving" && key !== "technical"));
}

/** Returns existing feedback as a draft for editing. */
export function draftOf(given: Feedback): Draft {
	const plain = Object.fromEntries(
		(["communication", "problem_solving", "technical", "overall", "good_match"] as const).flatMap((key) =>
			given[key] === null ? [] : [[key, `${given[key]}`]],
		),
	);
	const finer = Object.fromEntries(Object.entries(given.rubric ?? {}).map(([key, mark]) => [key, `${mark}`]));
	return {
		...finer,
		...plain,
		did_well: given.did_well,
		to_improve: given.to_improve,
		would_pass: given.would_pass ? "yes" : "no",
	};
}

/** Converts a draft that the form found complete into the request for the API. */
export function bodyOf(draft: Draft, type: InterviewType): Omit<Schemas["FeedbackIn"], "interview_id"> {
	const mark = (key: Mark) => Number(draft[key]);
	const technical = type === "technical";
	const finer = FINER[type].flatMap(([key]) => (draft[key] ? [[key, mark(key)]] : []));
	return {
		communication: mark("communication"),
		problem_solving: technical ? mark("problem_solving") : null,
		technical: technical ? mark("technical") : null,
		overall: mark("overall"),
		good_match: mark("good_match"),
		would_pass: draft.would_pass === "yes",
		did_well: draft.did_well.trim(),
		to_improve: draft.to_improve.trim(),
		rubric: finer.length > 0 ? Object.fromEntries(finer) : null,
	};
}

/** A draft kept in the browser until it is sent. When editing, it starts from the existing feedback. */
export function useDraft(id: string, given: Feedback | null): [Draft, (changes: Partial<Draft>) => void, () => void] {
	const key = `mockmate.review.${id}`;
	const [draft, setDraft] = useState<Draft>(() => {
		const start = given ? draftOf(given) : EMPTY;
		try {
			return { ...start, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
		} catch {
			return start;
		}
	});
	const [sent, setSent] = useState(false);
	useEffect(() => {
		if (sent) localStorage.removeItem(key);
		else localStorage.setItem(key, JSON.stringify(draft));
	}, [key, draft, sent]);
	return [draft, (changes) => setDraft((before) => ({ ...before, ...changes })), () => setSent(true)];
}

import { expect, test } from "vitest";
import type { Feedback } from "../../api/queries";
import { type Asks, asksOf, finerOf, ratingsOf, type Turn } from "./asks";
import {
	bodyOf,
	type Draft,
	draftOf,
	EMPTY,
	hasBegunOnInterviewer,
	missingIn,
	ratedOf,
	withoutInterviewer,
} from "./draft";

const given = {
	communication: 4,
	problem_solving: 3,
	technical: 5,
	overall: 4,
	good_match: 5,
	rubric: { code: 5 },
	would_pass: false,
	did_well: "Asked first.",
	to_improve: "Name things.",
	rates_interviewee: true,
	question_rubric: { "Trade-offs": 2 },
	as_interviewer: { overall: 3, clarity: 1, hints: null, listening: null, fairness: 5, words: "Hints came late." },
} as unknown as Feedback;
const levels = { "1": "None.", "3": "Some.", "5": "Much." };
const turn = (of_me: boolean, rubric: Record<string, unknown> | null = null) =>
	({ of_me, question: { rubric } }) as unknown as Turn;
const both = asksOf("technical", [turn(false, { "Trade-offs": levels, Depth: levels }), turn(true)], null);
const interviewee: Asks = { type: "technical", asInterviewee: true, asInterviewer: false, criteria: [] };
const interviewer: Asks = { ...interviewee, asInterviewee: false, asInterviewer: true };

test("what was said and is not changed is sent as it was, in both roles", () => {
	const { communication, problem_solving, technical, overall, good_match, rubric, question_rubric } = given;
	expect(bodyOf(draftOf(given), both)).toEqual({
		...{ communication, problem_solving, technical, overall, good_match, rubric, question_rubric },
		would_pass: given.would_pass,
		did_well: given.did_well,
		to_improve: given.to_improve,
		as_interviewer: { overall: 3, clarity: 1, fairness: 5, words: "Hints came late." },
	});
});

test("a behavioral interview has no technical marks, and finer ones only where some were given", () => {
	const asks = { ...interviewee, type: "behavioral" as const };
	expect(ratingsOf(asks).map(([key]) => key)).toEqual(["communication", "overall"]);
	const draft = { ...draftOf({ ...given, rubric: null }), structure: "2" };
	expect(bodyOf(draft, asks)).toMatchObject({
		problem_solving: null,
		technical: null,
		rubric: { structure: 2 },
	});
	expect(bodyOf(draftOf({ ...given, rubric: null }), asks).rubric).toBeNull();
});

test("the form asks for the roles that the peer had, and of what exists for the one it is about", () => {
	const roles = (turns: Turn[], of: Feedback | null = null) => {
		const { asInterviewee, asInterviewer } = asksOf("technical", turns, of);
		return [asInterviewee, asInterviewer];
	};
	expect(roles([turn(false)])).toEqual([true, false]);
	expect(roles([turn(true)])).toEqual([false, true]);
	expect(roles([turn(true), turn(false)])).toEqual([true, true]);
	// A client of before rated an interviewer as it rates everybody; that can still be edited.
	expect(roles([turn(true)], given)).toEqual([true, true]);
	expect(roles([turn(true)], { ...given, rates_interviewee: false })).toEqual([false, true]);
	// A server that tells of no turn still gets feedback.
	expect(roles([])).toEqual([true, false]);
});

test("whoever only interviewed is rated as interviewer, with words and the match", () => {
	const alone = { ...given, rates_interviewee: false, communication: 3, overall: 3, would_pass: true } as Feedback;
	const draft = draftOf(alone);
	expect(draft.overall).toBeUndefined();
	expect(missingIn(draft, interviewer)).toEqual([]);
	expect(bodyOf(draft, interviewer)).toEqual({
		did_well: "Asked first.",
		to_improve: "Name things.",
		good_match: 5,
		as_interviewer: { overall: 3, clarity: 1, fairness: 5, words: "Hints came late." },
	});
});

test("what is missing is named, and an optional part only once it was begun", () => {
	const all = ["Communication", "Problem solving", "Technical skill", "Overall"];
	const words = ["What did they do well?", "What could they try next time?"];
	const rest = ["Would you advance them?", "How good was the match?"];
	expect(missingIn(EMPTY, both)).toEqual([...all, ...words, ...rest]);
	expect(missingIn(EMPTY, interviewer)).toEqual(["Overall as interviewer", ...words, "How good was the match?"]);
	const complete = draftOf({ ...given, as_interviewer: null });
	expect(missingIn(complete, both)).toEqual([]);
	expect(missingIn({ ...complete, to_improve: "  " }, both)).toEqual(["What could they try next time?"]);
	for (const begun of [{ interviewer_hints: "2" }, { interviewer_words: "Calm." }]) {
		const half: Draft = { ...complete, ...begun };
		expect(missingIn(half, both)).toEqual(["Overall as interviewer"]);
		const cleared = { ...half, ...withoutInterviewer() };
		expect(hasBegunOnInterviewer(cleared)).toBe(false);
		expect(missingIn(cleared, both)).toEqual([]);
		expect(bodyOf(cleared, both).as_interviewer).toBeNull();
	}
});

test("a rubric that is rated in part is told, and sent as it is", () => {
	const draft = draftOf(given);
	expect(ratedOf(draft, both)).toEqual({ rated: 1, of: 2 });
	expect(bodyOf(draft, both).question_rubric).toEqual({ "Trade-offs": 2 });
	expect(ratedOf({ ...draft, "criterion:Depth": "5" }, both)).toBeNull();
	expect(ratedOf(EMPTY, both)).toBeNull();
});

test("what the rubric of a question rates counts as the finer rating of that name, and is asked for once", () => {
	const asks = asksOf("behavioral", [turn(false, { structure: levels, communication: levels })], null);
	expect(finerOf(asks).map(([key]) => key)).toEqual(["ownership", "impact"]);
	const draft: Draft = { ...draftOf(given), "criterion:structure": "2", "criterion:communication": "1", impact: "4" };
	expect(bodyOf(draft, asks)).toMatchObject({
		communication: 4,
		rubric: { structure: 2, impact: 4 },
		question_rubric: { structure: 2, communication: 1 },
	});
	// Feedback of before has the finer rating alone.
	const before = draftOf({ ...given, rubric: { structure: 3 }, question_rubric: null });
	expect(bodyOf(before, asks).question_rubric).toEqual({ structure: 3 });
});

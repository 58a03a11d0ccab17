import { expect, test } from "vitest";
import type { Progress } from "../../api/queries";
import { asInterviewer, whyNext } from "./advice";

type Next = Progress["next"];

function level(difficulty: "easy" | "medium" | "hard", mean: number | null): Progress["levels"][number] {
	return {
		interview_type: "technical",
		difficulty,
		interviews: 2,
		overall: { count: 2, mean, spread: null },
		would_pass: null,
	};
}

function next(difficulty: Next["difficulty"], because: Next["because"]): Next {
	return { interview_type: "technical", difficulty, tags: [], because, reason: "As the server says it." };
}

test("the suggestion says which ratings it comes from", () => {
	const levels = [level("easy", 4.25), level("hard", 2)];
	const why = (suggested: Next) => whyNext({ next: suggested, levels, weakest: null });
	expect(why(next("easy", "nothing_yet"))).toContain("start with an easy interview");
	expect(why(next("medium", "ready_for_harder"))).toBe(
		"Rated 4.3 on average at this level: Easy. Try the next one: Medium.",
	);
	expect(why(next("medium", "too_hard_yet"))).toBe(
		"Rated 2.0 on average at this level: Hard. Go back to this one: Medium.",
	);
	expect(why(next("easy", "keep_going"))).toBe("Keep practicing: Technical, Easy.");
});

test("what is rated lowest is named", () => {
	const weakest = { dimension: "problem_solving", mean: 2.25, count: 4, evidence: [] } as const;
	expect(whyNext({ next: next("easy", "keep_going"), levels: [], weakest: { ...weakest, evidence: [] } })).toBe(
		"Keep practicing: Technical, Easy. Focus on: Problem solving (2.3 on average).",
	);
	expect(asInterviewer({ dimension: "clarity", mean: 3.5, count: 3, reason: "As the server says it." })).toBe(
		"Clear question (3.5 on average): Say the task in one sentence first, and ask whether it is clear.",
	);
});

test("what only the server knows stays as it says it", () => {
	const later = { ...next("easy", "keep_going"), because: "something_new" } as unknown as Next;
	expect(whyNext({ next: later, levels: [], weakest: null })).toBe("As the server says it.");
	expect(whyNext({ next: next("hard", "ready_for_harder"), levels: [], weakest: null })).toBe("As the server says it.");
	expect(asInterviewer({ dimension: "overall", mean: 2, count: 3, reason: "As the server says it." })).toBe(
		"As the server says it.",
	);
});

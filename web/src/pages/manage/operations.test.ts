import { expect, test } from "vitest";
import type { Schemas } from "../../api/client";
import { gaps, helpful, matches, outcomes, unfair, type WaitOfGroup, waits } from "./operations";

const figures: Schemas["Figures"] = {
	wait_p50_seconds: 42,
	wait_p95_seconds: 190,
	came: 12,
	matched: 10,
	match_rate: 10 / 12,
	level_gaps: { none: 3, one: 1, two: 1 },
	no_shows: 1,
	no_show_rate: 0.1,
	interviews: 5,
	ended: 4,
	abandoned: 1,
	completion_rate: 0.8,
	feedbacks: 0,
	helpful_votes: 0,
	helpful: 0,
	helpful_rate: null,
};
const nothing: Schemas["Figures"] = {
	...figures,
	wait_p50_seconds: null,
	wait_p95_seconds: null,
	came: 0,
	matched: 0,
	match_rate: null,
	level_gaps: { none: 0, one: 0, two: 0 },
	interviews: 0,
	no_show_rate: null,
	completion_rate: null,
};

test("each rate comes with what it is of", () => {
	expect(waits(figures)).toBe(
		"Of 10 people matched, half waited about 40 s or less, and 95% waited about 3 min or less.",
	);
	expect(matches(figures)).toBe("12 bookings waited to the end; 10 of them (83%) found a partner.");
	expect(gaps(figures.level_gaps)).toBe("Of 5 pairs, 3 at the same level, 1 one level apart, 1 two levels apart.");
	expect(outcomes(figures)).toBe(
		"Of 5 interviews, 4 took place (80% of those that are over). 1 booking was missed (10%).",
	);
});

test("of a few there is neither a wait nor a rate", () => {
	const few = { ...nothing, came: 4, matched: 3, interviews: 2, ended: 1, no_shows: 1 };
	expect(waits(few)).toBe("3 people were matched: too few to tell how long people wait.");
	expect(waits({ ...few, matched: 1 })).toBe("1 person was matched: too few to tell how long people wait.");
	expect(matches(few)).toBe("4 bookings waited to the end; 3 of them found a partner.");
	expect(outcomes(few)).toBe("Of 2 interviews, 1 took place. 1 booking was missed.");
});

test("whether feedback was helpful is told with the votes, and as a share from five on", () => {
	expect(helpful({ ...figures, feedbacks: 9, helpful_votes: 6, helpful: 3, helpful_rate: 0.5 })).toBe(
		"Of 9 feedbacks, 6 were voted on, and 3 of these found helpful (50%).",
	);
	expect(helpful({ ...figures, feedbacks: 9, helpful_votes: 4, helpful: 3, helpful_rate: null })).toBe(
		"Of 9 feedbacks, 4 were voted on: too few for a share of helpful ones.",
	);
	expect(helpful({ ...figures, feedbacks: 9, helpful_votes: 0, helpful: 0, helpful_rate: null })).toBe("");
});

test("where there is nothing, that is said", () => {
	expect([waits(nothing), matches(nothing), gaps(nothing.level_gaps), outcomes(nothing)]).toEqual([
		"Nobody was matched.",
		"Nobody arrived.",
		"",
		"There were no interviews.",
	]);
});

test("who found nobody most often is named, but no group of a few", () => {
	const group = (of: string | null, came: number, rate: number | null): WaitOfGroup => ({
		interview_type: "technical",
		kind: "by_language",
		of,
		came,
		unmatched: 1,
		unmatched_rate: rate,
		wait_p50_seconds: null,
		wait_p95_seconds: null,
	});
	const name = (one: WaitOfGroup) => one.of ?? "others";
	expect(unfair([group("en", 90, 0.1), group("es", 8, 0.5), group(null, 9, 0.9)], name)).toBe(
		"Most often without a partner: es, 50% of 8 bookings.",
	);
	expect(unfair([group("en", 90, 0)], name)).toBe("At each level and in each language, everybody found a partner.");
	expect(unfair([group(null, 3, null)], name)).toBe("Too few people came to compare levels and languages.");
});

import { expect, test } from "vitest";
import type { Progress } from "../../api/queries";
import { change, type Dimension, everyWeek, inWords, mostRated, practiceSummary } from "./figures";

const MONDAYS = ["2027-03-01", "2027-03-08", "2027-03-15", "2027-03-22", "2027-03-29", "2027-04-05"];

function rated(means: readonly number[], each = 2): Dimension {
	const count = means.length * each;
	return {
		dimension: "communication",
		shrunk: null,
		count,
		mean: means.reduce((sum, one) => sum + one, 0) / means.length,
		spread: count > 1 ? 0.62 : null,
		weeks: means.map((mean, index) => ({ week: MONDAYS[index] as string, count: each, mean, spread: null })),
	};
}

test("a mean comes with its count and spread", () => {
	expect(inWords(rated([3, 4, 5]))).toBe("4.0 of 5 on average of 6 ratings in 3 weeks, give or take 0.6.");
	expect(inWords(rated([4], 1))).toBe("4.0 of 5, from a single rating.");
	expect(inWords({ ...rated([4, 4]), spread: 0 })).toContain("all the same");
});

test("nothing from a few points is called a change", () => {
	for (const means of [[1], [1, 5], [1, 3, 5]]) expect(change(rated(means))).toBeNull();
	expect(change(rated([1, 1, 5, 5], 1))).toBeNull();
});

test("what changed is said with both figures, and little is called none", () => {
	expect(change(rated([2, 3, 4, 5]))).toBe("Up from 2.5 in the earlier weeks to 4.5 in the later ones.");
	expect(change(rated([5, 4, 3, 2]))).toMatch(/^Down from 4.5/);
	expect(change(rated([3, 4, 3.2, 4]))).toMatch(/^About the same/);
});

test("weeks without ratings are there, and empty", () => {
	const weeks = everyWeek([{ week: "2027-03-22" }, { week: "2027-04-05" }]);
	expect(weeks.map(({ week, of }) => [week, of !== null])).toEqual([
		["2027-03-22", true],
		["2027-03-29", false],
		["2027-04-05", true],
	]);
	expect(everyWeek([])).toEqual([]);
	expect(everyWeek([{ week: "2020-01-06" }, { week: "2027-04-05" }], 10).length).toBe(10);
});

test("what most was said of stands for all; overall where others have no more", () => {
	const overall = { ...rated([3]), dimension: "overall" as const };
	expect(mostRated([rated([3]), overall])?.dimension).toBe("overall");
	expect(mostRated([rated([3, 4]), overall])?.dimension).toBe("communication");
	expect(mostRated([{ ...overall, count: 0, mean: null }])).toBeNull();
});

test("practice is told for the last weeks", () => {
	const week = (interviews: number): Progress["weeks"][number] => ({
		week: "2027-03-01",
		interviews,
		minutes: interviews * 30,
	});
	expect(practiceSummary([week(1), week(0), week(2)])).toBe(
		"In 2 of the last 3 weeks: 3 interviews, 1 h 30 min in all.",
	);
	expect(practiceSummary([week(1)])).toBe("This week: 1 interview, 30 min in all.");
	expect(practiceSummary([week(0), week(0)])).toBe("Nothing in the last 2 weeks.");
});

// Figures in words. Pure; a few points are never called a trend.
import { plural, t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";
import type { Progress } from "../../api/queries";
import { mean as formatted } from "../../ui/locale";
import { duration } from "../../ui/time";

export type Dimension = Schemas["DimensionRatings"];
export type InterviewerDimension = Schemas["InterviewerDimensionRatings"];
/** Ratings in a dimension of either role. */
export type Rated = Omit<Dimension, "dimension"> & { dimension: string };

export const DIMENSIONS: Record<Dimension["dimension"], string> = {
	overall: t`Overall`,
	communication: t`Communication`,
	problem_solving: t`Problem solving`,
	technical: t`Technical skill`,
	structure: t`Structure`,
	ownership: t`Ownership`,
	impact: t`Impact`,
	code: t`Code`,
	testing: t`Testing`,
};

export const INTERVIEWER_DIMENSIONS: Record<InterviewerDimension["dimension"], string> = {
	overall: t`Overall`,
	clarity: t`Clear question`,
	hints: t`Help at the right moment`,
	listening: t`Listening`,
	fairness: t`Fairness and respect`,
};

/** Weeks with ratings before a line is drawn through them. */
export const ENOUGH_WEEKS = 3;
/** Ratings on each side before two halves of the time are compared. */
const ENOUGH_EACH = 3;
/** Smaller differences between means of 1 to 5 count as none. */
const NOTABLE = 0.3;

/** The dimension with the most ratings; "overall" wins a tie. */
export function mostRated<T extends Rated>(dimensions: readonly T[]): T | null {
	const rated = dimensions.filter((one) => one.count > 0 && one.mean !== null);
	const most = Math.max(...rated.map((one) => one.count));
	return (
		rated.find((one) => one.dimension === "overall" && one.count === most) ??
		rated.find((one) => one.count === most) ??
		null
	);
}

/** "3.9 on average of 7 ratings in 5 weeks, typically 0.6 away from it." */
export function inWords(one: Rated): string {
	if (one.mean === null || one.count === 0) return t`Not rated yet.`;
	const mean = formatted(one.mean);
	if (one.count === 1) return t`${mean} of 5, from a single rating.`;
	const ratings = plural(one.count, { one: "# rating", other: "# ratings" });
	const weeks = plural(one.weeks.length, { one: "# week", other: "# weeks" });
	if (one.spread === null) return t`${mean} of 5 on average of ${ratings} in ${weeks}.`;
	if (one.spread < 0.05) return t`${mean} of 5 on average of ${ratings} in ${weeks}, all the same.`;
	const spread = formatted(one.spread);
	return t`${mean} of 5 on average of ${ratings} in ${weeks}, give or take ${spread}.`;
}

/** Compares the earlier half of the weeks with the later one; null if there are too few ratings. */
export function change(one: Rated): string | null {
	if (one.weeks.length < 2 * ENOUGH_WEEKS - 2) return null;
	const middle = Math.floor(one.weeks.length / 2);
	const [before, since] = [mean(one.weeks.slice(0, middle)), mean(one.weeks.slice(-middle))];
	if (before.count < ENOUGH_EACH || since.count < ENOUGH_EACH) return null;
	const [from, to] = [formatted(before.mean), formatted(since.mean)];
	if (Math.abs(since.mean - before.mean) < NOTABLE)
		return t`About the same throughout: ${from} in the earlier weeks, ${to} in the later ones.`;
	return since.mean > before.mean
		? t`Up from ${from} in the earlier weeks to ${to} in the later ones.`
		: t`Down from ${from} in the earlier weeks to ${to} in the later ones.`;
}

function mean(weeks: readonly Schemas["WeekOfRatings"][]): { count: number; mean: number } {
	const count = weeks.reduce((sum, week) => sum + week.count, 0);
	return { count, mean: weeks.reduce((sum, week) => sum + (week.mean ?? 0) * week.count, 0) / count };
}

/** Every week from the first to the last, empty ones included, so that the line keeps the true distances. */
export function everyWeek<T extends { week: string }>(
	weeks: readonly T[],
	most = 53,
): { week: string; of: T | null }[] {
	const last = weeks.at(-1)?.week;
	if (!last) return [];
	const found = new Map(weeks.map((one) => [one.week, one]));
	const first = weeks[0]?.week ?? last;
	const all: { week: string; of: T | null }[] = [];
	for (let week = last; week >= first && all.length < most; week = weekBefore(week)) {
		all.unshift({ week, of: found.get(week) ?? null });
	}
	return all;
}

function weekBefore(week: string): string {
	// Plain dates, in UTC, where every day has 24 hours.
	return new Date(Date.parse(`${week}T00:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10);
}

const RECENT_WEEKS = 12;

/** The practice of the last weeks in a sentence. */
export function practiceSummary(weeks: Progress["weeks"]): string {
	const recent = weeks.slice(-RECENT_WEEKS);
	const span = recent.length;
	const active = recent.filter((week) => week.interviews > 0).length;
	const interviews = recent.reduce((sum, week) => sum + week.interviews, 0);
	const minutes = recent.reduce((sum, week) => sum + week.minutes, 0);
	if (interviews === 0) return t`Nothing in the last ${plural(span, { one: "# week", other: "# weeks" })}.`;
	const held = plural(interviews, { one: "# interview", other: "# interviews" });
	const time = duration(minutes * 60);
	return span === 1
		? t`This week: ${held}, ${time} in all.`
		: t`In ${active} of the last ${span} weeks: ${held}, ${time} in all.`;
}

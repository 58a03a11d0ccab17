// Figures in words. Pure; a few points are never called a trend.
import type { Schemas } from "../../api/client";
import type { Progress } from "../../api/queries";
import { duration } from "../../ui/time";
import { counted } from "../../ui/words";

export type Dimension = Schemas["DimensionRatings"];

export const DIMENSIONS: Record<Dimension["dimension"], string> = {
	overall: "Overall",
	communication: "Communication",
	problem_solving: "Problem solving",
	technical: "Technical skill",
	structure: "Structure",
	ownership: "Ownership",
	impact: "Impact",
	code: "Code",
	testing: "Testing",
};

/** Weeks with ratings before a line is drawn through them. */
export const ENOUGH_WEEKS = 3;
/** Ratings on each side before two halves of the time are compared. */
const ENOUGH_EACH = 3;
/** Smaller differences between means of 1 to 5 count as none. */
const NOTABLE = 0.3;

/** The dimension with the most ratings; "overall" wins a tie. */
export function mostRated(dimensions: readonly Dimension[]): Dimension | null {
	const rated = dimensions.filter((one) => one.count > 0 && one.mean !== null);
	const most = Math.max(...rated.map((one) => one.count));
	return (
		rated.find((one) => one.dimension === "overall" && one.count === most) ??
		rated.find((one) => one.count === most) ??
		null
	);
}

/** "3.9 on average of 7 ratings in 5 weeks, typically 0.6 away from it." */
export function inWords(one: Dimension): string {
	if (one.mean === null || one.count === 0) return "Not rated yet.";
	const mean = one.mean.toFixed(1);
	if (one.count === 1) return `${mean} of 5, from a single rating.`;
	const spread =
		one.spread === null ? "" : one.spread < 0.05 ? ", all the same" : `, give or take ${one.spread.toFixed(1)}`;
	return `${mean} of 5 on average of ${one.count} ratings in ${counted(one.weeks.length, "week")}${spread}.`;
}

/** Compares the earlier half of the weeks with the later one; null if there are too few ratings. */
export function change(one: Dimension): string | null {
	if (one.weeks.length < 2 * ENOUGH_WEEKS - 2) return null;
	const middle = Math.floor(one.weeks.length / 2);
	const [before, since] = [mean(one.weeks.slice(0, middle)), mean(one.weeks.slice(-middle))];
	if (before.count < ENOUGH_EACH || since.count < ENOUGH_EACH) return null;
	const [from, to] = [before.mean.toFixed(1), since.mean.toFixed(1)];
	if (Math.abs(since.mean - before.mean) < NOTABLE)
		return `About the same all along: ${from} in the earlier weeks, ${to} in the later ones.`;
	return `${since.mean > before.mean ? "Up" : "Down"} from ${from} in the earlier weeks to ${to} in the later ones.`;
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
	const active = recent.filter((week) => week.interviews > 0);
	const interviews = recent.reduce((sum, week) => sum + week.interviews, 0);
	const minutes = recent.reduce((sum, week) => sum + week.minutes, 0);
	if (interviews === 0) return `Nothing in the last ${counted(recent.length, "week")}.`;
	const span = recent.length === 1 ? "This week" : `In ${active.length} of the last ${recent.length} weeks`;
	return `${span}: ${counted(interviews, "interview")}, ${duration(minutes * 60)} in all.`;
}

// What feedback adds up to. Pure; nothing from fewer than three is called anything.
import type { Feedback } from "../../api/queries";

export const ENOUGH = 3;

export const MARKS = [
	["communication", "Communication"],
	["problem_solving", "Problem solving"],
	["technical", "Technical skill"],
	["overall", "Overall"],
] as const;

export type Mark = (typeof MARKS)[number][0];

export interface Figure {
	count: number;
	mean: number;
	low: number;
	high: number;
}

export function figure(feedback: readonly Feedback[], mark: Mark): Figure | null {
	const values = feedback.map((one) => one[mark]).filter((one) => one !== null);
	if (values.length === 0) return null;
	return {
		count: values.length,
		mean: values.reduce((sum, value) => sum + value, 0) / values.length,
		low: Math.min(...values),
		high: Math.max(...values),
	};
}

/** The mean of each and up to four before it: single interviews jump, this shows the way. */
export function smoothed(values: readonly number[], width = 5): number[] {
	return values.map((_, index) => {
		const some = values.slice(Math.max(0, index - width + 1), index + 1);
		return some.reduce((sum, value) => sum + value, 0) / some.length;
	});
}

// By which figure the questions are sorted, and what a click on a column's heading makes of that. Pure.
import type { Schemas } from "../../../api/client";

export type Figure = Schemas["Figure"];

export interface Sorting {
	sort: Figure;
	ascending: boolean;
}

/** The highest first, then the lowest first, then the order of the list again. */
export function next(before: Sorting | null, sort: Figure): Sorting | null {
	if (before?.sort !== sort) return { sort, ascending: false };
	return before.ascending ? null : { sort, ascending: true };
}

export function ariaSort(sorting: Sorting | null, figure: Figure): "ascending" | "descending" | "none" {
	if (sorting?.sort !== figure) return "none";
	return sorting.ascending ? "ascending" : "descending";
}

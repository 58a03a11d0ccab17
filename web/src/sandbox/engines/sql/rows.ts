// Compares the rows of a query with those expected; docs/questions.md has the rule.
import { abridged } from "../../abridged";
import { fits, TOLERANCE } from "../../compare";
import type { Case } from "../../protocol";
import type { Rows } from "./database";

type Row = readonly unknown[];

/** Returns a sentence about what is wrong with the columns or rows; null if they are those expected. */
export function differenceOfRows(
	{ columns, values }: Pick<Rows, "columns" | "values">,
	{ rows = [], columns: wanted, ordered }: Pick<Case, "rows" | "columns" | "ordered">,
	tolerance = TOLERANCE,
): string | null {
	const count = wanted?.length ?? rows[0]?.length;
	const names = columns.map((name) => name.toLowerCase());
	if (wanted && (names.length !== count || wanted.some((name, at) => name.toLowerCase() !== names[at]))) {
		return `The columns are ${listed(columns)}; expected ${listed(wanted)}.`;
	}
	if (count !== undefined && count !== columns.length) {
		return `There ${columns.length === 1 ? "is 1 column" : `are ${columns.length} columns`}; expected ${count}.`;
	}
	const same = (one: Row, other: Row) => one.every((value, at) => isSame(value, other[at], tolerance));
	if (ordered) {
		const at = rows.findIndex((row, place) => !values[place] || !same(values[place], row));
		if (at >= 0 && values[at]) return `Row ${at + 1} is not the expected one. The order of the rows counts.`;
	}
	const [missing, more] = ordered ? [[], []] : unmatched(values, rows, same);
	const sentences = [
		values.length !== rows.length &&
			`There ${values.length === 1 ? "is 1 row" : `are ${values.length} rows`}; expected ${rows.length}.`,
		missing[0] && `This row is missing: ${abridged(missing[0])}.`,
		more[0] && `This row is not expected: ${abridged(more[0])}.`,
	].filter(Boolean);
	return sentences.length > 0 ? sentences.join(" ") : null;
}

const listed = (names: readonly string[]) => names.join(", ");

/** Returns the expected rows that are not there, and those that are there without being expected. */
function unmatched(
	values: readonly Row[],
	rows: readonly Row[],
	same: (one: Row, other: Row) => boolean,
): [Row[], Row[]] {
	const left = [...values];
	const missing = rows.filter((row) => {
		const at = left.findIndex((one) => same(one, row));
		if (at >= 0) left.splice(at, 1);
		return at < 0;
	});
	return [missing, left];
}

/** SQLite has no booleans, and only one of the databases may have a whole number where the other has a fraction. */
function isSame(value: unknown, wanted: unknown, tolerance: number): boolean {
	const [one, other] = [asNumber(value), asNumber(wanted)];
	if (typeof one !== "number" || typeof other !== "number") return fits(one, other, "exact");
	if (Number.isInteger(one) && Number.isInteger(other)) return one === other;
	return fits(one, other, "approx", tolerance);
}

const asNumber = (value: unknown) => (typeof value === "boolean" ? Number(value) : value);

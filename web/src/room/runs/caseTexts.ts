// Test cases as people read them, whatever their form. Pure.
import { t } from "@lingui/core/macro";
import { callText } from "../../sandbox/abridged";
import { wantsError } from "../../sandbox/cases";
import { box } from "../../sandbox/engines/sql/table";
import type { Case } from "../../sandbox/protocol";
import { formOf } from "../desk/task";
import { laidOut, laidOutCall, laidOutJson } from "./layout";

/** What a case gives to the code. `name` is the question's function. */
export function givenText(one: Case, name: string): string {
	switch (formOf(one)) {
		case "program":
			return text(one.stdin);
		case "rows":
			return one.about ?? (one.tables ? one.tables.trim() : t`The rows of the query`);
		case "class":
			return (one.calls ?? []).map(([method, args]) => callText(method, args)).join("\n");
		default:
			return laidOutCall(one.call ?? name, one.args ?? one.named ?? []);
	}
}

/** What is expected of a case; null if nothing is. `columns` are those that came. */
export function expectedText(one: Case, columns: readonly string[] = []): string | null {
	if (one.isOpen) return null;
	if (wantsError(one)) return typeof one.error === "string" ? t`An error: ${one.error}` : t`An error`;
	switch (formOf(one)) {
		case "program":
			return text(one.stdout);
		case "rows":
			return table(one.columns ?? columns, one.rows ?? []);
		case "class":
			return resultLines(one, one.expected);
		default:
			return laidOut(one.expected ?? null);
	}
}

/** What came of a case: `got` is as an engine tells it. */
export function gotText(one: Case, got: string): string {
	switch (formOf(one)) {
		case "program":
			return got;
		case "rows": {
			const { columns, rows } = rowsOf(got);
			return table(columns, rows);
		}
		case "class":
			return resultLines(one, parsed(got)) ?? got;
		default:
			return laidOutJson(got);
	}
}

/** The columns that came. */
export const columnsOf = (got: string | undefined): readonly string[] => (got ? rowsOf(got).columns : []);

interface Found {
	columns: readonly string[];
	rows: readonly (readonly unknown[])[];
}

function rowsOf(got: string): Found {
	const found = parsed(got);
	return typeof found === "object" && found !== null && "columns" in found
		? (found as Found)
		: { columns: [], rows: [] };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const text = (value: unknown) => (typeof value === "string" ? value : laidOut(value ?? ""));

/** The rows as a table. */
export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
	const count = rows[0]?.length ?? columns.length;
	if (count === 0) return t`No rows`;
	const names = Array.from({ length: count }, (_, at) => columns[at] ?? `${at + 1}`);
	const cells = rows.map((row) => row.map((cell) => (cell === null ? "NULL" : text(cell))));
	return box(names, cells).trimEnd();
}

/** "push(3) → null" for each call; null if these are no results of it. */
function resultLines({ calls = [] }: Case, results: unknown): string | null {
	if (!Array.isArray(results)) return null;
	return calls
		.slice(0, results.length)
		.map(([name, args], at) => `${callText(name, args)} → ${laidOut(results[at])}`)
		.join("\n");
}

// What an import does, in words, in a useful order, and as a file. Pure.
import { plural, t } from "@lingui/core/macro";
import type { Schemas } from "../../../api/client";
import { list } from "../../../ui/locale";

export type Report = Schemas["ImportReport"];
export type Item = Report["items"][number];
export type Outcome = Item["outcome"];

export const OUTCOMES: Record<Outcome, string> = {
	refused: t`Refused`,
	draft: t`Draft`,
	added: t`New`,
	replaced: t`Replaces`,
	unchanged: t`Unchanged`,
};
const ORDER = Object.keys(OUTCOMES) as Outcome[];

export function countOf(report: Report, outcome: Outcome): number {
	return report.items.filter((one) => one.outcome === outcome).length;
}

/** How many questions would be written. */
export function taken(report: Report): number {
	return report.items.length - countOf(report, "refused") - countOf(report, "unchanged");
}

/** Needs a look first, unchanged last; the order of the files within each. */
export function inOrder(items: readonly Item[]): Item[] {
	return items.toSorted((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
}

/** "142 questions: 3 refused, 5 drafts, 134 new." */
export function summary(report: Report): string {
	const [refused = 0, drafts = 0, added = 0, replaced = 0, unchanged = 0] = ORDER.map((one) => countOf(report, one));
	const parts = [
		refused > 0 && t`${refused} refused`,
		drafts > 0 && plural(drafts, { one: "# draft", other: "# drafts" }),
		added > 0 && t`${added} new`,
		replaced > 0 && t`${replaced} replaced`,
		unchanged > 0 && t`${unchanged} unchanged`,
	].filter(Boolean);
	if (parts.length === 0) return t`No questions were found in these files.`;
	const total = plural(report.items.length, { one: "# question", other: "# questions" });
	const outcomes = list(parts);
	return t`${total}: ${outcomes}.`;
}

const COLUMNS = ["source", "outcome", "title", "slug", "changes", "missing", "faults"] as const;

/** The report as a table for spreadsheets. */
export function asCsv(report: Report): string {
	const rows = report.items.map((item) => COLUMNS.map((name) => cell([item[name] ?? ""].flat().join("; "))));
	return [COLUMNS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

/** Quotes a cell, so that no spreadsheet takes a title from elsewhere for a formula. */
function cell(text: string): string {
	const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return `"${plain.replaceAll('"', '""')}"`;
}

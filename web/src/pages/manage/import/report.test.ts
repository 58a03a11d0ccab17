import { expect, test } from "vitest";
import { asCsv, type Item, inOrder, type Outcome, type Report, summary, taken } from "./report";

const item = (outcome: Outcome, source: string, more: Partial<Item> = {}): Item => ({
	source,
	slug: source,
	title: source,
	outcome,
	changes: [],
	missing: [],
	faults: [],
	...more,
});
const report = (...items: Item[]): Report => ({
	dry_run: true,
	written: false,
	format: "markdown-list",
	items,
	counts: { added: 0, replaced: 0, unchanged: 0, draft: 0, refused: 0 },
	notes: [],
});
const mixed = report(
	item("unchanged", "a"),
	item("added", "b"),
	item("draft", "c"),
	item("refused", "d"),
	item("draft", "e"),
	item("replaced", "f"),
);

test("what needs a look comes first, otherwise in the order of the files", () => {
	expect(inOrder(mixed.items).map(({ source }) => source)).toEqual(["d", "c", "e", "b", "f", "a"]);
});

test("it is told what would be written", () => {
	expect(summary(mixed)).toBe("6 questions: 1 refused, 2 drafts, 1 new, 1 replaced, 1 unchanged.");
	expect(taken(mixed)).toBe(4);
	expect(summary(report())).toBe("No questions were found in these files.");
	expect(summary(report(item("draft", "a")))).toBe("1 question: 1 draft.");
});

test("as a table every cell is quoted, and none is a formula", () => {
	const text = asCsv(
		report(item("refused", "x.csv:3", { slug: "", title: '=HYPERLINK("a")', faults: ["no title", "no prompt"] })),
	);
	expect(text.split("\r\n")[1]).toBe('"x.csv:3","refused","\'=HYPERLINK(""a"")","","","","no title; no prompt"');
});

import { expect, test } from "vitest";
import { lineOf } from "./database";
import { differenceOfRows } from "./rows";
import { split } from "./split";
import { box } from "./table";

test.each([
	["SELECT 1; SELECT 2", ["SELECT 1;", " SELECT 2"]],
	["SELECT ';', \";\", E'\\';'; -- ; \n", ["SELECT ';', \";\", E'\\';';"]],
	["DO $$ BEGIN a; END $$; SELECT $x$;$$;$x$", ["DO $$ BEGIN a; END $$;", " SELECT $x$;$$;$x$"]],
	["/* a; /* b; */ c; */ SELECT 1;;", ["/* a; /* b; */ c; */ SELECT 1;"]],
	["SELECT price$1; SELECT 'it''s;'", ["SELECT price$1;", " SELECT 'it''s;'"]],
	[" \n-- nothing; here", []],
	["SELECT 'open; SELECT 2", ["SELECT 'open;", " SELECT 2"]],
])("%j is taken apart", (script, statements) => {
	expect(split(script).map((part) => part.statement)).toEqual(statements);
	for (const { statement, place } of split(script)) expect(script.startsWith(statement, place)).toBe(true);
});

test("a statement's line is that of its first word", () => {
	const script = "SELECT 1;\n-- then\n/* a\n b */ SELECT 2";
	expect([lineOf(script, 0), lineOf(script, 9)]).toEqual([1, 4]);
});

test("values of several lines take as many, and lines part the rows then", () => {
	expect(box(["a", "long name"], [["1\n22", "é"]])).toBe(
		"┌────┬───────────┐\n│ a  │ long name │\n├────┼───────────┤\n│ 1  │ é         │\n│ 22 │           │\n└────┴───────────┘\n",
	);
});

const found = (values: unknown[][], columns = ["name", "n"]) => ({ columns, values: values as never });

test.each([
	[
		"in any order",
		found([
			["b", 2],
			["a", 1],
		]),
		{
			rows: [
				["a", 1],
				["b", 2],
			],
		},
		null,
	],
	[
		"twice the same",
		found([
			["a", 1],
			["a", 1],
		]),
		{
			rows: [
				["a", 1],
				["b", 2],
			],
		},
		'This row is missing: ["b", 2]. This row is not expected: ["a", 1].',
	],
	["in order", found([["a", 1]]), { rows: [["a", 1]], ordered: true }, null],
	[
		"in the wrong order",
		found([
			["b", 2],
			["a", 1],
		]),
		{
			rows: [
				["a", 1],
				["b", 2],
			],
			ordered: true,
		},
		"Row 1 is not the expected one. The order of the rows counts.",
	],
	[
		"too few in order",
		found([["a", 1]]),
		{
			rows: [
				["a", 1],
				["b", 2],
			],
			ordered: true,
		},
		"There is 1 row; expected 2.",
	],
	[
		"too many",
		found([
			["a", 1],
			["b", 2],
		]),
		{ rows: [["a", 1]] },
		'There are 2 rows; expected 1. This row is not expected: ["b", 2].',
	],
	["NULL", found([[null, 1]]), { rows: [[null, 1]] }, null],
	[
		"NULL is no zero",
		found([[null, 0]]),
		{ rows: [["0", null]] },
		'This row is missing: ["0", null]. This row is not expected: [null, 0].',
	],
	["a fraction", found([["a", 0.3333333]]), { rows: [["a", 0.3333334]] }, null],
	[
		"whole numbers are exact",
		found([["a", 5_000_000]]),
		{ rows: [["a", 5_000_001]] },
		'This row is missing: ["a", 5000001]. This row is not expected: ["a", 5000000].',
	],
	[
		"a boolean of either database",
		found([
			["a", 1],
			["b", false],
		]),
		{
			rows: [
				["a", true],
				["b", 0],
			],
		},
		null,
	],
	["columns", found([["a", 1]], ["Name", "N"]), { rows: [["a", 1]], columns: ["name", "n"] }, null],
	[
		"other columns",
		found([["a", 1]], ["name", "count"]),
		{ rows: [["a", 1]], columns: ["name", "n"] },
		"The columns are name, count; expected name, n.",
	],
	["too many columns", found([["a", 1]]), { rows: [["a"]] }, "There are 2 columns; expected 1."],
	["no rows", found([]), { rows: [] }, null],
])("rows: %s", (_, rows, one, difference) => {
	expect(differenceOfRows(rows, one)).toBe(difference);
});

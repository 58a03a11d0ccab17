import { expect, test } from "vitest";
import { lineOf } from "./database";
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

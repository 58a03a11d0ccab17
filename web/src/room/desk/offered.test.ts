import { expect, test } from "vitest";
import type { LiveInterview } from "../../sockets/frames";
import { offeredLanguage, offeredSide } from "./offered";
import { starterOf, tablesOf, testsOf } from "./task";

type Asked = NonNullable<LiveInterview["question"]>;
const asked = (parts: Partial<Asked>): Asked => ({ starter_code: null, test_cases: null, ...parts }) as Asked;

test.each([
	[{ kind: "sql" }, "python", "sql"],
	[{ kind: "sql" }, "sql", null],
	[{ kind: "frontend", starter_code: { html: "<p>" } }, "python", "html"],
	[{ kind: "frontend", starter_code: { javascript: "function f() {}" } }, "python", null],
	[{ kind: "function", starter_code: { python: "", javascript: "" } }, "java", null],
	[{ kind: "function", starter_code: { python: "", javascript: "" } }, "sql", "python"],
	[{ kind: "debugging", starter_code: { java: "" } }, "python", "java"],
	[{ kind: "design" }, "html", "python"],
	[{ kind: "stdin", starter_code: { cobol: "" } }, "go", null],
] as const)("%j in %s is begun in %s", (parts, present, offered) => {
	expect(offeredLanguage(asked(parts as Partial<Asked>), present)).toBe(offered);
});

test("the desk begins with what the question is about", () => {
	const code = { python: "x = 1" };
	expect(offeredSide(null)).toBe("code");
	expect(offeredSide(asked({ kind: "design" }))).toBe("board");
	expect(offeredSide(asked({ kind: "review", code }))).toBe("read");
	expect(offeredSide(asked({ kind: "review", code: null }))).toBe("code");
	expect(offeredSide(asked({ kind: "debugging", code }))).toBe("code");
});

test("a page's parts become one page, as the desk has one document", () => {
	const page = "<html>\n<head>\n<title>a</title>\n</head>\n<body>\n<p></p>\n</body>\n</html>\n";
	const starter = (starter_code: Record<string, string>) => starterOf(asked({ starter_code }), "html");
	expect(starter({ html: page, css: "p {}\n", javascript: "go();\n" })).toBe(
		"<html>\n<head>\n<title>a</title>\n<style>\np {}\n</style>\n</head>\n<body>\n<p></p>\n<script>\ngo();\n</script>\n</body>\n</html>\n",
	);
	expect(starter({ html: "<p>$&</p>", css: "p { --a: $1 }" })).toBe("<style>\np { --a: $1 }\n</style>\n\n<p>$&</p>\n");
	expect(starter({ html: page })).toBe(page);
	expect(starter({ javascript: "go()" })).toBeNull();
	expect(starterOf(asked({ starter_code: { java: "class A {}" } }), "java")).toBe("class A {}\n");
});

test("a question is tested with all forms of its cases, or with the plain ones of a server of before", () => {
	const plain = [{ args: [1], expected: 2 }];
	expect(testsOf(asked({ function: "f", test_cases: plain }))).toEqual({
		...{ function: "f", cases: plain, compare: "exact" },
	});
	const cases = [{ stdin: "1", stdout: "2" }];
	const parameters = [
		{ name: "a", type: "int", meaning: "" },
		{ name: "returns", type: "int", meaning: "" },
	];
	expect(testsOf(asked({ test_cases: plain, cases, compare: "approx", tolerance: 0.1, parameters }))).toEqual({
		...{ function: "", cases, compare: "approx", tolerance: 0.1, parameters: ["a"] },
	});
	expect(testsOf(asked({}))).toBeUndefined();
	expect(testsOf(asked({ function: "f" }))?.cases).toEqual([]);
	expect(tablesOf(asked({ tables: "```sql\nCREATE TABLE a (b);\n```\n" }))).toBe("CREATE TABLE a (b);");
	expect(tablesOf(asked({ tables: "CREATE TABLE a (b);" }))).toBe("CREATE TABLE a (b);");
});

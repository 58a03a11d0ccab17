import { expect, test } from "vitest";
import { reindented, unitOf } from "./indent";

test("each language has the indentation that people use for it, unless another was chosen", () => {
	expect(unitOf("python", "language")).toBe("    ");
	expect(unitOf("java", "language")).toBe("    ");
	expect(unitOf("javascript", "language")).toBe("  ");
	expect(unitOf("html", "language")).toBe("  ");
	expect(unitOf("go", "language")).toBe("\t");
	expect(unitOf("go", "2")).toBe("  ");
	expect(unitOf("python", "tab")).toBe("\t");
});

test("what is pasted is indented as the rest is", () => {
	expect(reindented("if x:\n\ty\n\t\tz = 'a\tb'", "    ")).toBe("if x:\n    y\n        z = 'a\tb'");
	expect(reindented("if (x) {\n  y\n    z  = 1\n}", "\t")).toBe("if (x) {\n\ty\n\t\tz  = 1\n}");
	expect(reindented("f(a,\n   b)\n", "    ")).toBe("f(a,\n   b)\n");
	expect(reindented("one line", "\t")).toBe("one line");
});

test("a comment's star that is one space farther in is no indentation", () => {
	expect(reindented("/*\n * text\n */\nif (x) {\n    y\n}", "\t")).toBe("/*\n * text\n */\nif (x) {\n    y\n}");
});

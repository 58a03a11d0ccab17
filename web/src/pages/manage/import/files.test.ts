import { expect, test } from "vitest";
import { type Chosen, fromInput, isWanted, rootOf } from "./files";

const chosen = (...paths: string[]): Chosen[] => paths.map((path) => ({ path, file: new File([], path) }));

test.each([
	["exercises/two-fer/canonical-data.json", true],
	["LICENSE", true],
	["Readme.TXT", true],
	["old/.deprecated", true],
	["sum/data/secret/01.ans", true],
	["sum/problem_statement/problem.en.tex", true],
	["sum/submissions/accepted/sum.py", true],
	["pack.zip", true],
	["picture.png", false],
	[".git/config.json", false],
	["web/node_modules/a/package.json", false],
	[".hidden.md", false],
	["plain", false],
])("%s: %s", (path, wanted) => {
	expect(isWanted(path)).toBe(wanted);
});

test("a single file is sent whatever it is, and of a folder what may be part of a question", () => {
	expect(fromInput([new File([], "odd.bin")])).toHaveLength(1);
	expect(fromInput([new File([], "odd.bin"), new File([], "a.md")]).map(({ path }) => path)).toEqual(["a.md"]);
});

test("the root is the folder that everything is in", () => {
	expect(rootOf(chosen("specs/a/b.md", "specs/c.md"))).toBe("specs");
	expect(rootOf(chosen("specs/a.md", "other/c.md"))).toBe("");
	expect(rootOf(chosen("a.md", "b.md"))).toBe("");
	expect(rootOf([])).toBe("");
});

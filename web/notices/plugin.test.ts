import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noticesOfLanguages } from "./plugin";

const CLANG = {
	path: "/languages/cpp-0123/",
	name: "Clang",
	version: "22",
	license: "Apache-2.0",
	bytes: 1,
	files: {},
};
const PYTHON = { path: "/pyodide/", name: "Pyodide", version: "314", license: "MPL-2.0", bytes: 1, files: {} };
let folder = "";

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "languages-"));
	mkdirSync(join(folder, "cpp-0123"));
	writeFileSync(join(folder, "index.json"), JSON.stringify({ python: PYTHON, cpp: CLANG, c: CLANG }));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a language that is installed is listed once, with all texts beside its files", () => {
	writeFileSync(join(folder, "cpp-0123", "LICENSE.txt"), "the license\n");
	writeFileSync(join(folder, "cpp-0123", "NOTICE.txt"), "the notice\n");
	const [clang, ...others] = noticesOfLanguages(folder);
	expect(clang).toMatchObject({ name: "Clang", version: "22", license: "Apache-2.0" });
	expect(clang?.text).toMatch(/^the license\n\n-+\n\nthe notice$/);
	expect(others).toEqual([]);
});

test("a language without a text of its license is not built", () => {
	expect(() => noticesOfLanguages(folder)).toThrow("Clang has no text of its license");
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderOf, noticeOf } from "./packages";

let folder = "";

beforeEach(() => {
	folder = join(mkdtempSync(join(tmpdir(), "notices-")), "node_modules", "@some", "package");
	mkdirSync(join(folder, "dist"), { recursive: true });
});
afterEach(() => rmSync(join(folder, "..", "..", ".."), { recursive: true }));

function has(name: string, content: string | Record<string, unknown>): void {
	writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

const PACKAGE = { name: "@some/package", version: "1.2.3", license: "MIT" };

test("the texts that a package brings are taken as they are", () => {
	has("package.json", PACKAGE);
	has("LICENSE", "Do what you like.\n");
	has("THIRD-PARTY-NOTICES.md", "Parts are of others.");
	expect(noticeOf(folder)).toMatchObject({ name: "@some/package", version: "1.2.3", license: "MIT" });
	expect(noticeOf(folder).text).toMatch(/^Do what you like\.\n\n-+\n\nParts are of others\.$/);
});

test.each(["Ada <ada@example.test>", { name: "Ada <ada@example.test>" }])("the standard text names %j", (author) => {
	has("package.json", { ...PACKAGE, author });
	has("bundle.js.LICENSE.txt", "/*! a part */");
	const { text } = noticeOf(folder);
	expect(text).toMatch(/^MIT License\n\nCopyright \(c\) Ada <ada@example\.test>\n\nPermission is hereby granted/);
	expect(text).toMatch(/\/\*! a part \*\/$/);
	expect(text).not.toContain("<year>");
});

test("of a choice of licenses, all texts are there", () => {
	has("package.json", { ...PACKAGE, license: "(MPL-2.0 OR ISC)", author: "Ada" });
	const { text } = noticeOf(folder);
	expect(text).toContain("Mozilla Public License");
	expect(text).toContain("Copyright (c) Ada");
	expect(text).not.toContain("Internet S");
});

test.each([
	[{ license: undefined }, "names no license"],
	[{ license: "SEE LICENSE IN contract" }, "no text of the license"],
	[{ license: "MIT" }, "isn't known"],
])("without a license, with %j, nothing is built", (changes, said) => {
	has("package.json", { ...PACKAGE, ...changes });
	expect(() => noticeOf(folder)).toThrow(said);
});

test("a module belongs to the package around it", () => {
	has("package.json", PACKAGE);
	has("dist/package.json", { type: "module" });
	expect(folderOf(join(folder, "dist", "a.js?worker"))).toBe(folder);
	expect(folderOf(`\0${join(folder, "dist", "a.js")}?commonjs-es-import`)).toBe(folder);
	expect(folderOf("/here/src/App.tsx")).toBeNull();
});

// No sheet styles what belongs to another: pages load their sheets when they are opened, in any order, and keep them.
import { expect, test } from "vitest";

/** Loaded with the first page, before all others, which may refine it within their own classes. */
const BASE = new Set(["tokens", "base", "controls", "fields", "messages", "dialogs", "frame", "contrast"]);

const TEXTS = import.meta.glob<string>("./*.css", { query: "?raw", import: "default", eager: true });

/** The classes of each selector, by sheet. `room.css` and `room-short.css` count as one. */
const sheets = new Map<string, string[][]>();
for (const [file, text] of Object.entries(TEXTS)) {
	const name = file.split(/[/.-]+/)[1] ?? "";
	const sheet = BASE.has(name) ? "base" : name;
	sheets.set(sheet, [...(sheets.get(sheet) ?? []), ...classesIn(text)]);
}

function classesIn(text: string): string[][] {
	const preludes = text.replace(/\/\*.*?\*\//gs, "").match(/[^{};]+(?=\{)/g) ?? [];
	return preludes
		.map((one) => one.trim())
		.filter((one) => !/^(@|from$|to$|\d+%)/.test(one))
		.flatMap((one) => one.split(/,(?![^(]*\))/))
		.map((selector) => [...new Set(selector.match(/\.[a-z][\w-]*/gi))]);
}

/** The classes that a sheet styles by themselves. */
function ownOf(sheet: string): Set<string> {
	return new Set((sheets.get(sheet) ?? []).filter(({ length }) => length === 1).flat());
}

test("each class is styled by one sheet", () => {
	const owned = [...sheets.keys()].flatMap((sheet) => [...ownOf(sheet)]);
	expect(owned.length).toBeGreaterThan(100);
	expect(owned.filter((name, at) => owned.indexOf(name) !== at)).toEqual([]);
});

test("outside the base, each rule needs a class of its own sheet", () => {
	const strays = [...sheets].flatMap(([sheet, selectors]) => {
		const own = ownOf(sheet);
		const elsewhere = new Set([...sheets].flatMap(([other, its]) => (other === sheet ? [] : its.flat())));
		const isOwn = (name: string) => own.has(name) || !elsewhere.has(name);
		return sheet === "base" ? [] : selectors.filter((classes) => !classes.some(isOwn)).map((one) => [sheet, ...one]);
	});
	expect(strays).toEqual([]);
});

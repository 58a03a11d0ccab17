import { expect, test } from "vitest";
import { settingsFrom, USUAL } from "./settings";

test("what a browser has stored holds as far as this version knows it", () => {
	expect(settingsFrom(null)).toEqual(USUAL);
	expect(settingsFrom({ size: 20, keys: "vim" })).toEqual({ ...USUAL, size: 20, keys: "vim" });
	expect(settingsFrom({ size: 400, indent: "3", keys: "nano", suggests: "no" })).toEqual(USUAL);
	expect(settingsFrom({ suggests: false }).suggests).toBe(false);
});

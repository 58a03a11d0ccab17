import { beforeEach, expect, test, vi } from "vitest";
import { afterLogin, forget, keep, kept, keptPage } from "./keptLink";

const storage = new Map<string, string>();

beforeEach(() => {
	storage.clear();
	vi.stubGlobal("localStorage", {
		getItem: (key: string) => storage.get(key) ?? null,
		setItem: (key: string, value: string) => void storage.set(key, value),
		removeItem: (key: string) => void storage.delete(key),
	});
});

test("people come back to the link that they opened, until they have answered it", () => {
	expect(afterLogin()).toBe("/");
	keep("/join", "a-b_c");
	expect([afterLogin(), keptPage(), kept("/join"), kept("/invite")]).toEqual(["/join", "/join", "a-b_c", ""]);
	forget("/join");
	expect([afterLogin(), keptPage(), kept("/join")]).toEqual(["/", null, ""]);
});

test("the last link that was opened is kept, and answering another one doesn't forget it", () => {
	keep("/invite", "old");
	keep("/join", "new");
	forget("/invite");
	expect([afterLogin(), kept("/join"), kept("/invite")]).toEqual(["/join", "new", ""]);
});

test("nothing else in the storage leads anywhere", () => {
	for (const value of ["", "/join", "/join#", "https://example.com/#x", "/account#x"]) {
		storage.set("mockmate.link", value);
		expect(afterLogin()).toBe("/");
	}
});

import { setupI18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import { expect, test } from "vitest";
import { i18n } from ".";
import { isolateValues } from "./isolation";
import { pseudo } from "./pseudo";

test("a text that has no translation stays English, its values and plurals too", () => {
	const name = "Ada";
	expect(t`Suspend ${name}?`).toBe("Suspend Ada?");
	expect([1, 3].map((count) => plural(count, { one: "# pair", other: "# pairs" }))).toEqual(["1 pair", "3 pairs"]);
});

const MESSAGE = [
	"See <0>the log</0> of ",
	["name"],
	["count", "plural", { one: ["#", " day"], other: ["#", " days"] }],
] as unknown as string;

test.each([
	["accented", "Séèéè <0>théè löôg</0> öôf Ada2 dåàýÿs"],
	[
		"mirrored",
		"[See ]<0>[the log]</0>[ of ]Ada2[ days]".replaceAll("[", "\u200f\u202e").replaceAll("]", "\u202c\u200f"),
	],
] as const)("%s texts leave values and tags as they are", (kind, expected) => {
	const other = setupI18n({ locale: "en", messages: { en: {} } });
	pseudo(other, kind);
	expect(other._("id", { name: "Ada", count: 2 }, { message: MESSAGE })).toBe(expected);
	expect(i18n.locale).toBe("en");
});

test("from right to left, a value that is a text keeps its own direction", () => {
	const other = setupI18n({ locale: "en", messages: { en: {} } });
	isolateValues(other);
	const given = { name: "Ada", count: 2 };
	const expected = "See <0>the log</0> of \u2068Ada\u20692 days";
	expect(other._("id", given, { message: MESSAGE })).toBe(expected);
	expect(other._({ id: "id", message: MESSAGE, values: given })).toBe(expected);
});

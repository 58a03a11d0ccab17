import { setupI18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import { expect, test } from "vitest";
import { chosen, i18n } from ".";
import { pseudo } from "./pseudo";

test.each([
	[["de-AT", "en"], "de"],
	[["fr", "pt-BR"], "pt-BR"],
	[["en-GB", "de"], "en"],
	[["fr"], "en"],
	[["en-XA"], "en-XA"],
])("of the languages %j, %s is chosen", (preferred, locale) => {
	expect(chosen(preferred, ["de", "pt-BR"])).toBe(locale);
});

test("a text that has no translation stays English, its values and plurals too", () => {
	const name = "Ada";
	expect(t`Suspend ${name}?`).toBe("Suspend Ada?");
	expect([1, 3].map((count) => plural(count, { one: "# pair", other: "# pairs" }))).toEqual(["1 pair", "3 pairs"]);
});

test("the pseudo-locale accents texts, and neither values nor tags", () => {
	const other = setupI18n({ locale: "en", messages: { en: {} } });
	pseudo(other);
	const message = [
		"See <0>the log</0> of ",
		["name"],
		["count", "plural", { one: ["#", " day"], other: ["#", " days"] }],
	];
	expect(other._("id", { name: "Ada", count: 2 }, { message: message as unknown as string })).toBe(
		"Séèéè <0>théè löôg</0> öôf Ada2 dåàýÿs",
	);
	expect(i18n.locale).toBe("en");
});

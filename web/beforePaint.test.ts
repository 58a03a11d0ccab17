import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";

const SCRIPT = readFileSync(join(import.meta.dirname, "beforePaint.js"), "utf8");

interface Given {
	stored?: Record<string, string>;
	languages?: readonly string[];
	isClosed?: boolean;
}

/** Runs the script as a page with catalogs for "de" and "pt-BR" does. */
function run({ stored = {}, languages = [], isClosed = false }: Given) {
	const page = { lang: "", dir: "", dataset: {} };
	const loaded: string[] = [];
	const catalogs = ["de", "pt-BR"].map((language) => ({ dataset: { language }, content: `/assets/${language}.js` }));
	runInNewContext(SCRIPT, {
		navigator: { languages },
		localStorage: {
			getItem: (key: string) => {
				if (isClosed) throw new Error("closed");
				return stored[key] ?? null;
			},
		},
		document: {
			documentElement: page,
			head: { append: ({ href }: { href: string }) => loaded.push(href) },
			createElement: () => ({}),
			querySelectorAll: (selector: string) => (selector === "meta[name=catalog]" ? catalogs : []),
		},
		addEventListener: () => undefined,
	});
	return { lang: page.lang, dir: page.dir, loaded };
}

test.each([
	[["de-AT", "en"], "de"],
	[["fr", "pt-BR"], "pt-BR"],
	[["en-GB", "de"], "en"],
	[["fr"], "en"],
	[[], "en"],
	[["en-XA"], "en-XA"],
])("of the browser's languages %j, %s is taken", (languages, lang) => {
	expect(run({ languages }).lang).toBe(lang);
});

test("this browser's choice comes before the account's, and that before the browser's languages", () => {
	const account = { "mockmate.login": "{}", "mockmate.language.account": "de" };
	expect(run({ stored: { ...account, "mockmate.language": "pt-BR" }, languages: ["en"] }).lang).toBe("pt-BR");
	expect(run({ stored: account, languages: ["en"] }).lang).toBe("de");
	expect(run({ stored: { "mockmate.language.account": "de" }, languages: ["en"] }).lang).toBe("en");
	expect(run({ stored: { "mockmate.language": "of-nowhere" }, languages: ["de"] }).lang).toBe("de");
	expect(run({ stored: account, languages: ["pt-BR"], isClosed: true }).lang).toBe("pt-BR");
});

test("the catalog is asked for at once, and a language from right to left turns the page", () => {
	expect(run({ languages: ["de"] })).toEqual({ lang: "de", dir: "ltr", loaded: ["/assets/de.js"] });
	expect(run({ languages: ["ar-XB"] })).toEqual({ lang: "ar-XB", dir: "rtl", loaded: [] });
});

// The language of the page. Texts are English where they are written; a catalog replaces them as the page loads.
import { type I18n, type Messages, setupI18n } from "@lingui/core";

const SOURCE = "en";
/**
 * No languages: English that is longer and accented, which shows what is cut or untranslated, and English from right to
 * left, which shows what isn't mirrored.
 */
const PSEUDO = ["en-XA", "ar-XB"] as const;
const catalogs = import.meta.glob<{ messages: Messages }>(["./*.po", "!./en.po"]);

export const i18n: I18n = setupI18n({ locale: SOURCE, messages: { [SOURCE]: {} } });

/** The languages that people can choose from. */
export const LANGUAGES: readonly string[] = [
	SOURCE,
	...Object.keys(catalogs).map((path) => path.slice("./".length, -".po".length)),
];

/** Settles when the texts are in the language that `beforePaint.js` has found, or stay English if that can't be loaded. */
export const ready: Promise<void> = load(globalThis.document?.documentElement.lang ?? SOURCE).catch(() => {
	Object.assign(document.documentElement, { lang: SOURCE, dir: "ltr" });
});

async function load(locale: string): Promise<void> {
	if (globalThis.document?.documentElement.dir === "rtl") (await import("./isolation")).isolateValues(i18n);
	const kind = PSEUDO.find((one) => one === locale);
	if (kind) {
		(await import("./pseudo")).pseudo(i18n, kind === "ar-XB" ? "mirrored" : "accented");
	} else if (locale !== SOURCE) {
		const { messages } = await catalogs[`./${locale}.po`]!();
		i18n.loadAndActivate({ locale, messages });
	}
}

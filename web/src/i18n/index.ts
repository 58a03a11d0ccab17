// The language of the page. Texts are English where they are written; a catalog replaces them as the page loads.
import { type I18n, type Messages, setupI18n } from "@lingui/core";

const SOURCE = "en";
/** No language: English that is longer and accented, for browsers that ask for it. Shows what is cut or untranslated. */
const PSEUDO = "en-XA";
const catalogs = import.meta.glob<{ messages: Messages }>(["./*.po", "!./en.po"]);

export const i18n: I18n = setupI18n({ locale: SOURCE, messages: { [SOURCE]: {} } });

/** Returns the first language that the user prefers and there is a catalog for; otherwise English. */
export function chosen(preferred: readonly string[], there: readonly string[]): string {
	for (const tag of preferred) {
		if (tag === PSEUDO) return tag;
		const found = [tag, tag.split("-")[0]!].find((one) => one === SOURCE || there.includes(one));
		if (found) return found;
	}
	return SOURCE;
}

const there = Object.keys(catalogs).map((path) => path.slice("./".length, -".po".length));

/** Settles when the texts are in the user's language, or stay English since the catalog can't be loaded. */
export const ready: Promise<void> = load(chosen(navigator.languages, there)).catch(() => undefined);

async function load(locale: string): Promise<void> {
	if (locale === PSEUDO) {
		(await import("./pseudo")).pseudo(i18n);
	} else if (locale !== SOURCE) {
		const { messages } = await catalogs[`./${locale}.po`]!();
		i18n.loadAndActivate({ locale, messages });
		document.documentElement.lang = locale;
	}
}

// The language of the page. Texts are English where they are written; a catalog replaces them as the page loads.
import { type I18n, type Messages, setupI18n } from "@lingui/core";
import { type TransProps, TransNoContext } from "@lingui/react/server";

const SOURCE = "en";
/** No language: English that is longer and accented, for browsers that ask for it. Shows what is cut or untranslated. */
const PSEUDO = "en-XA";
const catalogs = import.meta.glob<{ messages: Messages }>(["./*.po", "!./en.po"]);

export const i18n: I18n = setupI18n({ locale: SOURCE, messages: { [SOURCE]: {} } });

/** Text with elements in it. The language never changes while a page is open, so it needs no context. */
export function Trans(props: TransProps) {
	return TransNoContext({ ...props, lingui: { i18n } });
}

/** Returns the first language that the user prefers and there is a catalog for; English else. */
export function chosen(preferred: readonly string[], there: readonly string[]): string {
	for (const tag of preferred) {
		if (tag === PSEUDO) return tag;
		const found = [tag, tag.split("-")[0]!].find((one) => one === SOURCE || there.includes(one));
		if (found) return found;
	}
	return SOURCE;
}

const there = Object.keys(catalogs).map((path) => path.slice("./".length, -".po".length));
const locale = chosen(navigator.languages, there);
if (locale === PSEUDO) {
	const { pseudo } = await import("./pseudo");
	pseudo(i18n);
} else if (locale !== SOURCE) {
	const { messages } = await catalogs[`./${locale}.po`]!();
	i18n.loadAndActivate({ locale, messages });
}

// What people chose as the language of pages: in this browser, or for their account. `beforePaint.js` reads both.
import { LANGUAGES } from ".";

const BROWSER = "mockmate.language";
const ACCOUNT = "mockmate.language.account";

/** Returns the language that was chosen in this browser, which comes before the account's. */
export function browserLanguage(): string | null {
	return read(BROWSER);
}

export function chooseInBrowser(language: string | null): void {
	keep(BROWSER, language);
}

/** Keeps the account's language for when a page begins, before the account is known. Returns whether it is new here. */
export function noteAccountLanguage(language: string | null): boolean {
	if (read(ACCOUNT) === language) return false;
	keep(ACCOUNT, language);
	return true;
}

/** Returns the page's language if it is one that people may want their mails in, too, and not merely what all get. */
export function languageToRegisterWith(): string | null {
	const language = pageLanguage();
	return browserLanguage() === language || (language !== "en" && LANGUAGES.includes(language)) ? language : null;
}

/** The language that this page is in. */
export function pageLanguage(): string {
	return document.documentElement.lang;
}

/** Whether lines of this page begin at the right. */
export function isRightToLeft(): boolean {
	return globalThis.document?.documentElement.dir === "rtl";
}

/** The languages to choose from, each in its own words. */
export const LANGUAGE_OPTIONS: readonly (readonly [tag: string, name: string, lang: string])[] = LANGUAGES.map(
	(tag) => [tag, ownName(tag), tag] as const,
);

/** "Español" for "es". */
function ownName(tag: string): string {
	const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
	return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

function read(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

function keep(key: string, language: string | null): void {
	try {
		if (language) localStorage.setItem(key, language);
		else localStorage.removeItem(key);
	} catch {
		// Full, or closed to pages: the browser's languages decide.
	}
}

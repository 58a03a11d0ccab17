// Numbers and lists as they are written in the language of the page and the user's region.
import { i18n } from "#i18n";

/** What the device formats by. */
export const DEVICE_LOCALE = Intl.DateTimeFormat().resolvedOptions().locale;

/** The device's own kind of a language, or as it is written in that region: "en-DE" has the order of days of "de-DE". */
export function regional(language: string, device: string): string {
	const { language: own, region } = new Intl.Locale(device).maximize();
	const wanted = new Intl.Locale(language).language;
	return own === wanted ? device : `${wanted}-${region}`;
}

/** What everything on pages is formatted by. */
export const LOCALE = regional(i18n.locale, DEVICE_LOCALE);

const WHOLE = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const MEAN = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat(LOCALE, { style: "percent" });
const LIST = new Intl.ListFormat(LOCALE, { type: "unit", style: "short" });
const SENTENCE = new Intl.ListFormat(LOCALE, { type: "conjunction" });
const ORDER = new Intl.Collator(LOCALE);

/** "12,345". */
export function whole(value: number): string {
	return WHOLE.format(value);
}

/** "3.9", of ratings. */
export function mean(value: number): string {
	return MEAN.format(value);
}

/** "62%" for 0.62. */
export function share(fraction: number): string {
	return SHARE.format(fraction);
}

/** "one, two, three". */
export function list(parts: readonly (string | false | null | undefined)[]): string {
	return LIST.format(parts.filter((one): one is string => Boolean(one)));
}

/** "one, two, and three". */
export function listInSentence(parts: readonly string[]): string {
	return SENTENCE.format(parts);
}

/** Says which of two texts comes first in an alphabetical list. */
export function inOrder(one: string, other: string): number {
	return ORDER.compare(one, other);
}

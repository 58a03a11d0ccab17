// People's names as they may be shown. The server accepts only what can be shown; early versions accepted more.

const INVISIBLE =
	/(?!\p{Variation_Selector}|[\u200c\u200d])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const USELESS_JOINER =
	/(?<!\p{M}|\p{Script_Extensions=Arabic}|\p{Script_Extensions=Syriac}|\p{Extended_Pictographic}|\p{Emoji_Modifier})[\u200c\u200d]/gu;
const MANY_MARKS = /([\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Returns a name without characters that are invisible, turn the reading direction or cover other lines; maybe "". */
export function cleanName(name: string): string {
	const clean = name.replace(INVISIBLE, "").replace(USELESS_JOINER, "").replace(MANY_MARKS, "$1").trim();
	return VISIBLE.test(clean) ? clean : "";
}

/** Keeps the reading direction of a text from changing that of what is around it. */
export function isolated(text: string): string {
	return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

interface Named {
	username: string;
	full_name: string | null;
}

/** Returns a person's name, for use alone. */
export function plainNameOf({ username, full_name }: Named): string {
	return cleanName(full_name ?? "") || username;
}

/** Returns a person's name, for use within a text. */
export function nameOf(person: Named): string {
	return isolated(plainNameOf(person));
}

/** Returns the first letter of a name, with its marks. */
export function initialOf(name: string): string {
	return (/^\u2068?(\P{M}\p{M}*)/u.exec(name)?.[1] ?? "").toUpperCase();
}

/** Returns the initials of a name: of its first and its last word. */
export function initialsOf(name: string): string {
	const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
	return [words.at(0) ?? name, words.length > 1 ? (words.at(-1) ?? "") : ""].map(initialOf).join("");
}

// Text that can be sent: half of a character, as cutting an emoji leaves it or a program prints it, has no UTF-8. Pure.

const HALF = /\p{Surrogate}/gu;

/** Returns the text with U+FFFD in the place of each half of a character. */
export function wellFormed(text: string): string {
	return text.replace(HALF, "\ufffd");
}

/** Cuts a text to so many code units, never within a character. */
export function wellCut(text: string, most: number): string {
	return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}

/** Returns a value as JSON that every reader takes. */
export function asJson(value: unknown): string {
	return JSON.stringify(value, (_key, one) => (typeof one === "string" ? wellFormed(one) : one));
}

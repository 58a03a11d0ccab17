// The pseudo-locales, in the same words: every text is accented and a good third longer, or written from right to left.
import type { I18n, MessageDescriptor } from "@lingui/core";

const ACCENTED: Record<string, string> = {
	a: "åà",
	e: "éè",
	i: "îï",
	o: "öô",
	u: "üù",
	y: "ýÿ",
	A: "Åà",
	E: "Éè",
	I: "Îï",
	O: "Öô",
	U: "Üù",
	Y: "Ýÿ",
};

/** A compiled message: texts, and values with a name, a format and, for plurals, a message for each case. */
type Message = string | (string | [name: string, type?: string | undefined, cases?: Record<string, Message>])[];

export type Kind = "accented" | "mirrored";

/** Makes every text pseudo. */
export function pseudo(i18n: I18n, kind: Kind): void {
	const changed = kind === "mirrored" ? mirrored : accented;
	const plain = i18n._.bind(i18n) as (
		of: MessageDescriptor | string,
		values?: Record<string, unknown>,
		options?: { message?: Message },
	) => string;
	i18n._ = ((of: MessageDescriptor | string, values?: Record<string, unknown>, options?: { message?: Message }) =>
		typeof of === "string"
			? plain(of, values, { ...options, message: changedIn(options?.message ?? of, changed) })
			: plain({ ...of, message: changedIn((of.message ?? "") as Message, changed) as string }, values)) as I18n["_"];
}

function changedIn(message: Message, changed: (text: string) => string): Message {
	if (typeof message === "string") return changed(message);
	return message.map((part) => {
		if (typeof part === "string") return changed(part);
		const [name, type, cases] = part;
		if (!cases) return part;
		return [name, type, Object.fromEntries(Object.entries(cases).map(([key, one]) => [key, changedIn(one, changed)]))];
	});
}

/** Leaves the tags of elements alone. */
function accented(text: string): string {
	return text.replace(/<\/?\w+\/?>|[aeiouyAEIOUY]/g, (found) => ACCENTED[found] ?? found);
}

/**
 * Turns what is between the tags of elements, so that its letters run as those of Arabic do. The outer marks keep it
 * apart from numbers, which would otherwise order its parts from left to right.
 */
function mirrored(text: string): string {
	// A number of a plural stands there alone.
	if (text === "#") return text;
	return text.replace(/<\/?\w+\/?>|[^<]+|</g, (found) =>
		found.startsWith("<") ? found : `\u200f\u202e${found}\u202c\u200f`,
	);
}

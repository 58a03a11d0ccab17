// The pseudo-locale: every text is accented and a good third longer, in the same words.
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

/** Makes every text pseudo. */
export function pseudo(i18n: I18n): void {
	const plain = i18n._.bind(i18n) as (
		of: MessageDescriptor | string,
		values?: Record<string, unknown>,
		options?: { message?: Message },
	) => string;
	i18n._ = ((of: MessageDescriptor | string, values?: Record<string, unknown>, options?: { message?: Message }) =>
		typeof of === "string"
			? plain(of, values, { ...options, message: longer(options?.message ?? of) })
			: plain({ ...of, message: longer((of.message ?? "") as Message) as string }, values)) as I18n["_"];
}

export function longer(message: Message): Message {
	if (typeof message === "string") return accented(message);
	return message.map((part) => {
		if (typeof part === "string") return accented(part);
		const [name, type, cases] = part;
		if (!cases) return part;
		return [name, type, Object.fromEntries(Object.entries(cases).map(([key, one]) => [key, longer(one)]))];
	});
}

/** Leaves the tags of elements alone. */
function accented(text: string): string {
	return text.replace(/<\/?\w+\/?>|[aeiouyAEIOUY]/g, (found) => ACCENTED[found] ?? found);
}

// In a text that is read from right to left, names, addresses and titles keep their own direction.
import type { I18n, MessageDescriptor } from "@lingui/core";

const START = "\u2068";
const END = "\u2069";

/** Puts each text that is a value of a message between marks that isolate it from what is around it. */
export function isolateValues(i18n: I18n): void {
	const plain = i18n._.bind(i18n) as (of: unknown, values?: Values, options?: unknown) => string;
	i18n._ = ((of: MessageDescriptor | string, values?: Values, options?: unknown) =>
		typeof of === "string"
			? plain(of, isolated(values), options)
			: plain({ ...of, values: isolated(of.values) }, isolated(values))) as I18n["_"];
}

type Values = Record<string, unknown> | undefined;

function isolated(values: Values): Values {
	if (!values) return values;
	return Object.fromEntries(
		Object.entries(values).map(([name, one]) => [name, typeof one === "string" && one ? START + one + END : one]),
	);
}

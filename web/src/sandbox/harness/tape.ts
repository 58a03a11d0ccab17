// Values written into a program's source, for a program that has no JSON: a line for each, which the harness reads.

/**
 * Writes a value. A line is `_` for null, `T` or `F`, `#` and a whole number, `.` and another number, `"` and a text,
 * `[` and how many values follow, or `{` and how many pairs of a text and a value follow. In texts, `\n` is the end of
 * a line and `\\` a backslash.
 */
export function tape(value: unknown): string {
	if (value === null || value === undefined) return "_\n";
	if (typeof value === "boolean") return value ? "T\n" : "F\n";
	if (typeof value === "number") return `${Number.isInteger(value) ? `#${BigInt(value)}` : `.${value}`}\n`;
	if (typeof value === "string") return `"${value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n`;
	if (Array.isArray(value)) return `[${value.length}\n${value.map(tape).join("")}`;
	const pairs = Object.entries(value);
	return `{${pairs.length}\n${pairs.map(([key, each]) => tape(key) + tape(each)).join("")}`;
}

/** Writes a string literal; `other` writes what is not printable ASCII, or has a meaning in the language. */
export function literal(text: string, other: (unit: string) => string): string {
	const escaped = text.replace(/[^ !#%-;=-[\]-~]/gu, (sign) => {
		if (sign === "\n") return "\\n";
		return sign === '"' || sign === "\\" ? `\\${sign}` : other(sign);
	});
	return `"${escaped}"`;
}

/** Escapes UTF-16 units, as Java, Kotlin and C# read them. */
export const utf16 = (sign: string) =>
	[...Array(sign.length).keys()].map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");

/** Escapes bytes of UTF-8 in octal, as C and C++ read them. */
export const octal = (sign: string) =>
	[...new TextEncoder().encode(sign)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");

/** Splits a text into literals that a class file can hold, which knows no string of more than 65,535 bytes. */
export function chunks(text: string, other: (unit: string) => string): string {
	const parts = text.match(/[\s\S]{1,10000}/gu) ?? [""];
	return parts.map((part) => literal(part, other)).join(", ");
}

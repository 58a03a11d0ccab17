// Writes calls and values of test cases as people read them: in one line, or in several if that is too long. Pure.
import { wellCut, wellFormed } from "../../api/wellFormed";
import { abridged, isAbridged } from "../../sandbox/abridged";

const WIDTH = 60; // characters of a line
const LONGEST = 20_000; // characters of a value that is laid out

/** Writes a value as JSON. */
export function laidOut(value: unknown, indent = ""): string {
	const line = abridged(value);
	const isLine = line.length + indent.length <= WIDTH || typeof value !== "object" || value === null;
	if (isLine || isAbridged(value)) return line;
	const inner = `${indent}  `;
	const parts = Array.isArray(value)
		? value.map((one) => laidOut(one, inner))
		: Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${laidOut(one, inner)}`);
	const [open, close] = Array.isArray(value) ? "[]" : "{}";
	// Numbers and short words one below the other would be a long way to scroll.
	if (parts.every((one) => one.length < 12)) return `${open}\n${filled(parts, inner)}\n${indent}${close}`;
	return `${open}\n${parts.map((one) => inner + one).join(",\n")}\n${indent}${close}`;
}

function filled(parts: readonly string[], indent: string): string {
	const lines = [indent];
	for (const [index, part] of parts.entries()) {
		const text = index < parts.length - 1 ? `${part},` : part;
		const line = lines.at(-1) ?? indent;
		if (line === indent) lines[lines.length - 1] = line + text;
		else if (line.length + text.length < WIDTH) lines[lines.length - 1] = `${line} ${text}`;
		else lines.push(indent + text);
	}
	return lines.join("\n");
}

/** Writes a value that is given as JSON; what is none, such as NaN, stays in the language's own words. */
export function laidOutJson(text: string): string {
	if (text.length > LONGEST) return text;
	try {
		return laidOut(JSON.parse(text));
	} catch {
		return text;
	}
}

/** "solve([1, 2], 3)" or "solve(a: 1, b: 2)", or one argument below the other. */
export function laidOutCall(name: string, args: readonly unknown[] | Readonly<Record<string, unknown>>): string {
	const parts = Object.entries(args).map(([key, one]) => [Array.isArray(args) ? "" : `${key}: `, one] as const);
	const line = `${name}(${parts.map(([label, one]) => label + abridged(one)).join(", ")})`;
	if (line.length <= WIDTH || parts.length === 0) return line;
	return `${name}(\n${parts.map(([label, one]) => `  ${label}${laidOut(one, "  ")}`).join(",\n")}\n)`;
}

const CUT = / … \((\d+) characters\)$/;

/** Cuts a text, and says how long it was, even if it was cut before. */
export function shortened(text: string, most: number): string {
	if (text.length <= most) return wellFormed(text);
	const length = CUT.exec(text)?.[1] ?? text.length;
	return `${wellFormed(wellCut(text, most))} … (${length} characters)`;
}

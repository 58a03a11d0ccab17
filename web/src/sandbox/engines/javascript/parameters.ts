// The names of a function's parameters, from its source.
import { charCodeAt, indexOf, max, slice, uncurry } from "./intrinsics";

const sourceOf = uncurry(Function.prototype.toString);

const OPENING = "([{";
const CLOSING = ")]}";
const QUOTES = "'\"`";

const includes = (text: string, letter: string) => indexOf(text, letter) >= 0;

/**
 * Returns the names, in their order; "{" for a parameter that takes an object apart, "" for another that has no name,
 * such as a list that is taken apart, and null if the source doesn't say.
 */
export function parametersOf(tested: (...values: never[]) => unknown): string[] | null {
	const source = withoutComments(sourceOf(tested));
	const begin = indexOf(source, "(");
	const arrow = indexOf(source, "=>");
	if (begin < 0 || (arrow >= 0 && arrow < begin)) {
		const words = lastWord(slice(source, 0, max(arrow, 0)));
		return words ? [words] : null;
	}
	if (indexOf(source, "[native code]") >= 0) return null;
	const names: string[] = [];
	let part = "";
	let depth = 0;
	let quote = "";
	for (let at = begin + 1; at < source.length; at++) {
		const letter = source[at]!;
		if (quote) {
			if (letter === "\\") at++;
			else if (letter === quote) quote = "";
			continue;
		}
		if (includes(QUOTES, letter)) quote = letter;
		else if (depth === 0 && (letter === "," || letter === ")")) {
			if (trimmed(part)) names[names.length] = nameOf(trimmed(part));
			part = "";
			if (letter === ")") return names;
			continue;
		} else if (includes(OPENING, letter)) depth++;
		else if (includes(CLOSING, letter)) depth--;
		part += letter;
	}
	return null;
}

function nameOf(part: string): string {
	if (part[0] === "{") return "{";
	if (part[0] === "[") return "";
	const end = indexOf(part, "=");
	const name = trimmed(end < 0 ? part : slice(part, 0, end));
	return slice(name, 0, 3) === "..." ? "" : name;
}

function withoutComments(source: string): string {
	let text = "";
	for (let at = 0; at < source.length; at++) {
		const two = slice(source, at, at + 2);
		const end = two === "//" ? "\n" : two === "/*" ? "*/" : "";
		if (end) {
			const over = indexOf(source, end, at + 2);
			if (over < 0) return text;
			at = over + end.length - 1;
			text += " ";
		} else text += source[at];
	}
	return text;
}

const isBlank = (letter: string | undefined) => letter !== undefined && charCodeAt(letter, 0) <= 32;

function trimmed(text: string): string {
	let begin = 0;
	let end = text.length;
	while (begin < end && isBlank(text[begin])) begin++;
	while (end > begin && isBlank(text[end - 1])) end--;
	return slice(text, begin, end);
}

function lastWord(text: string): string {
	const whole = trimmed(text);
	let begin = whole.length;
	while (begin > 0 && !isBlank(whole[begin - 1])) begin--;
	return slice(whole, begin);
}

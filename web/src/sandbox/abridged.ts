// Writes values as people read them in one line: as JSON, but of a large one only how it begins and how large it is.
import { expand, type FormName, type Forms, formOf, isText, rangeLength } from "./large";

// A program in the same worker may have changed all methods: only these are used.
const { isArray } = Array;
const { keys } = Object;
const { min } = Math;
const { stringify } = JSON;
const slice = Function.prototype.call.bind(String.prototype.slice) as (
	text: string,
	from: number,
	to?: number,
) => string;

/** Members of a list, and characters of a text, that are still shown whole. */
const MOST_MEMBERS = 200;
const MOST_CHARACTERS = 2_000;
const SHOWN = 3;
const SHOWN_CHARACTERS = 20;

/** How a large value begins, and how many members or characters it has. */
interface Beginning {
	/** Undefined where that would take the whole value. */
	head: readonly unknown[] | string | undefined;
	size: number;
}

/** Returns how a value begins that is not shown whole; undefined for all others. */
function beginningOf(value: unknown): Beginning | undefined {
	if (typeof value === "string") {
		return value.length > MOST_CHARACTERS ? { head: value, size: value.length } : undefined;
	}
	if (isArray(value)) return value.length > MOST_MEMBERS ? { head: value, size: value.length } : undefined;
	const name = formOf(value);
	return name ? OF_FORMS[name]((value as unknown as Forms)[name] as never) : undefined;
}

/** The same of a part of a short form, which may be small. */
function partOf(value: unknown): Beginning {
	const known = beginningOf(value);
	if (known) return known;
	const whole = expand(value) as unknown[] | string;
	return { head: whole, size: whole.length };
}

// The first members of a short form are those of a smaller one.
const OF_FORMS: { [Name in FormName]: (given: Forms[Name]) => Beginning } = {
	$range: ([start, stop, step = 1]) => {
		const size = rangeLength(start, stop, step);
		return { head: expand({ $range: [start, start + min(size, SHOWN) * step, step] }) as number[], size };
	},
	$repeat: ([value, count]) => {
		if (!isText(value)) return { head: expand({ $repeat: [value, min(count, SHOWN)] }) as unknown[], size: count };
		const part = expand(value) as string;
		return { head: expand({ $repeat: [part, min(count, SHOWN_CHARACTERS)] }) as string, size: part.length * count };
	},
	$shuffled: ([list]) => ({ head: undefined, size: partOf(list).size }),
	$concat: (parts) => {
		let size = 0;
		let head: Beginning["head"];
		for (let index = 0; index < parts.length; index++) {
			const part = partOf(parts[index]);
			if (size === 0) head = part.head;
			size += part.size;
		}
		return { head: size === 0 ? [] : head, size };
	},
	$zip: (parts) => {
		let size = Number.POSITIVE_INFINITY;
		const heads: Beginning["head"][] = [];
		let isKnown = true;
		for (let index = 0; index < parts.length; index++) {
			const part = partOf(parts[index]);
			size = min(size, part.size);
			heads[index] = part.head;
			isKnown &&= part.head !== undefined;
		}
		if (parts.length === 0) return { head: [], size: 0 };
		return { head: isKnown ? (expand({ $zip: heads }) as unknown[]) : undefined, size };
	},
	$random: (given) => ({
		head: expand({ $random: { ...given, count: min(given.count, SHOWN) } }) as number[],
		size: given.count,
	}),
	$words: (given) => ({
		head: expand({ $words: { ...given, count: min(given.count, SHOWN) } }) as string[],
		size: given.count,
	}),
};

/** Whether only the beginning of a value is shown. */
export const isAbridged = (value: unknown): boolean => beginningOf(value) !== undefined;

/** Writes a value as JSON in one line; "[0, 1, 2, … 200,000 numbers]" for a large one. */
export function abridged(value: unknown): string {
	const beginning = beginningOf(value);
	if (beginning) return begun(beginning);
	if (typeof value !== "object" || value === null) return stringify(value) ?? "null";
	let text = "";
	if (isArray(value)) {
		for (let index = 0; index < value.length; index++) text += (index > 0 ? ", " : "") + abridged(value[index]);
		return `[${text}]`;
	}
	const names = keys(value);
	for (let index = 0; index < names.length; index++) {
		const name = names[index]!;
		text += `${index > 0 ? ", " : ""}${stringify(name)}: ${abridged((value as Record<string, unknown>)[name])}`;
	}
	return `{${text}}`;
}

/** "push(3)". */
export const callText = (name: string, args: readonly unknown[]): string =>
	`${name}(${args.length > MOST_MEMBERS ? "…" : slice(abridged(args), 1, -1)})`;

function begun({ head, size }: Beginning): string {
	if (head === undefined) return `[… ${withCommas(size)} values, shuffled]`;
	if (typeof head === "string") {
		if (head.length === size && size <= MOST_CHARACTERS) return stringify(head);
		return `${slice(stringify(slice(head, 0, SHOWN_CHARACTERS)), 0, -1)}…" (${withCommas(size)} characters)`;
	}
	let text = "";
	for (let index = 0; index < min(SHOWN, head.length); index++) text += `${abridged(head[index])}, `;
	if (size <= SHOWN) return `[${slice(text, 0, -2)}]`;
	return `[${text}… ${withCommas(size)} ${kindOf(head[0])}]`;
}

function kindOf(value: unknown): string {
	if (typeof value === "number") return "numbers";
	if (typeof value === "string") return "texts";
	return isArray(value) ? "lists" : "values";
}

/** 1234567 as 1,234,567. */
export function withCommas(number: number): string {
	let digits = `${number}`;
	let text = "";
	for (; digits.length > 3; digits = slice(digits, 0, -3)) text = `,${slice(digits, -3)}${text}`;
	return digits + text;
}

// Compares a returned value with the expected one, both as JSON; docs/questions.md defines the rules.
export type Comparison = "exact" | "unordered" | "approx";

export const TOLERANCE = 1e-6;

// A program in this worker may have changed all methods: only these are used, and neither `for … of` nor spreading.
const { isArray } = Array;
const { abs, max } = Math;
const { create, hasOwn, keys } = Object;
const { stringify } = JSON;

/**
 * Whether a returned value is what was expected. Both are as JSON.parse gives them; -0 equals 0. With `approx`, numbers
 * may differ by `tolerance`, or by this part of the expected one, whichever is more.
 */
export function fits(returned: unknown, expected: unknown, how: Comparison, tolerance = TOLERANCE): boolean {
	if (how === "unordered") return isArray(returned) && isArray(expected) && sameMembers(returned, expected);
	return same(returned, expected, how === "approx" ? tolerance : 0);
}

/** Returns the place of the first result of a class's calls that is not the expected one; -1 if there is none. */
export function firstMisfit(returned: unknown, expected: unknown, how: Comparison, tolerance = TOLERANCE): number {
	if (!isArray(returned) || !isArray(expected)) return 0;
	for (let index = 0; index < expected.length; index++) {
		const wanted = expected[index];
		const rule = how === "unordered" && !isArray(wanted) ? "exact" : how;
		if (index >= returned.length || !fits(returned[index], wanted, rule, tolerance)) return index;
	}
	return returned.length === expected.length ? -1 : expected.length;
}

function sameMembers(returned: readonly unknown[], expected: readonly unknown[]): boolean {
	if (returned.length !== expected.length) return false;
	// Counted by what they are, not looked for one by one: there may be hundreds of thousands.
	const counts = create(null) as Record<string, number>;
	for (let index = 0; index < expected.length; index++) {
		const name = identity(expected[index]);
		counts[name] = (counts[name] ?? 0) + 1;
	}
	for (let index = 0; index < returned.length; index++) {
		const name = identity(returned[index]);
		if (!counts[name]) return false;
		counts[name] -= 1;
	}
	return true;
}

/** Returns the same text for two values exactly if they are the same. */
function identity(value: unknown): string {
	// -0 becomes 0 here.
	if (typeof value !== "object" || value === null) return stringify(value) ?? "undefined";
	let text = "";
	if (isArray(value)) {
		for (let index = 0; index < value.length; index++) text += `${identity(value[index])},`;
		return `[${text}]`;
	}
	const names = sorted(keys(value));
	for (let index = 0; index < names.length; index++) {
		const name = names[index]!;
		text += `${stringify(name)}:${identity((value as Record<string, unknown>)[name])},`;
	}
	return `{${text}}`;
}

function sorted(names: readonly string[]): string[] {
	const all: string[] = [];
	for (let index = 0; index < names.length; index++) {
		let place = index;
		for (; place > 0 && all[place - 1]! > names[index]!; place--) all[place] = all[place - 1]!;
		all[place] = names[index]!;
	}
	return all;
}

function same(one: unknown, other: unknown, slack: number): boolean {
	if (typeof one === "number" && typeof other === "number") return abs(one - other) <= slack * max(1, abs(other));
	if (isArray(one) && isArray(other)) {
		if (one.length !== other.length) return false;
		for (let index = 0; index < one.length; index++) if (!same(one[index], other[index], slack)) return false;
		return true;
	}
	if (isObject(one) && isObject(other)) {
		const names = keys(one);
		if (names.length !== keys(other).length) return false;
		for (let index = 0; index < names.length; index++) {
			const name = names[index]!;
			if (!hasOwn(other, name) || !same(one[name], other[name], slack)) return false;
		}
		return true;
	}
	return one === other;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !isArray(value);
}

// Compares a returned value with the expected one, both as JSON; docs/questions.md defines the rules.
export type Comparison = "exact" | "unordered" | "approx";

const SLACK = 1e-6;

// A program in this worker may have changed all methods: only these are used, and neither `for … of` nor spreading.
const { isArray } = Array;
const { abs, max } = Math;
const { hasOwn, keys } = Object;

/** Whether a returned value is what was expected. Both are as JSON.parse gives them; -0 equals 0. */
export function fits(returned: unknown, expected: unknown, how: Comparison): boolean {
	if (how === "unordered") return isArray(returned) && isArray(expected) && sameMembers(returned, expected);
	return same(returned, expected, how === "approx" ? SLACK : 0);
}

function sameMembers(returned: readonly unknown[], expected: readonly unknown[]): boolean {
	if (returned.length !== expected.length) return false;
	const isTaken: Record<number, boolean> = {};
	for (let index = 0; index < expected.length; index++) {
		let place = 0;
		while (place < returned.length && (isTaken[place] || !same(returned[place], expected[index], 0))) place++;
		if (place === returned.length) return false;
		isTaken[place] = true;
	}
	return true;
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

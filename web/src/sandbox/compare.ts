// Compares a returned value with the expected one, both as JSON; docs/questions.md defines the rules.
export type Comparison = "exact" | "unordered" | "approx";

const SLACK = 1e-6;

export function fits(returned: unknown, expected: unknown, how: Comparison): boolean {
	if (how === "unordered") return Array.isArray(returned) && Array.isArray(expected) && sameMembers(returned, expected);
	return same(returned, expected, how === "approx" ? SLACK : 0);
}

function sameMembers(returned: readonly unknown[], expected: readonly unknown[]): boolean {
	const left = [...returned];
	for (const wanted of expected) {
		const place = left.findIndex((value) => same(value, wanted, 0));
		if (place < 0) return false;
		left.splice(place, 1);
	}
	return left.length === 0;
}

function same(one: unknown, other: unknown, slack: number): boolean {
	if (typeof one === "number" && typeof other === "number") {
		return Math.abs(one - other) <= slack * Math.max(1, Math.abs(other));
	}
	if (Array.isArray(one) && Array.isArray(other)) {
		return one.length === other.length && one.every((value, index) => same(value, other[index], slack));
	}
	if (isObject(one) && isObject(other)) {
		const keys = Object.keys(one);
		return (
			keys.length === Object.keys(other).length &&
			keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key], slack))
		);
	}
	return one === other;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

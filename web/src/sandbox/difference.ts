// Says where a large result is not the expected one, which nobody would find by looking at both.
import { abridged, isAbridged, withCommas } from "./abridged";
import { type Comparison, fits } from "./compare";

const { isArray } = Array;

/** Returns a sentence about the first difference of two large lists or texts; null if both can be seen whole. */
export function differenceOf(returned: unknown, expected: unknown, how: Comparison, tolerance?: number): string | null {
	if (!isAbridged(returned) && !isAbridged(expected)) return null;
	if (typeof returned === "string" && typeof expected === "string") {
		let at = 0;
		while (at < expected.length && returned[at] === expected[at]) at++;
		return place("character", at, returned, expected);
	}
	if (!isArray(returned) || !isArray(expected)) return null;
	if (how === "unordered") {
		if (returned.length === expected.length) return "Not all members are those expected.";
		return `${withCommas(returned.length)} members, expected ${withCommas(expected.length)}.`;
	}
	let at = 0;
	while (at < expected.length && at < returned.length && fits(returned[at], expected[at], how, tolerance)) at++;
	return place("member", at, returned, expected);
}

function place(what: string, at: number, returned: ArrayLike<unknown>, expected: ArrayLike<unknown>): string {
	const one = (value: ArrayLike<unknown>) => (at < value.length ? abridged(value[at]) : "nothing");
	return `The first difference is at ${what} ${withCommas(at)}, counted from 0: ${one(returned)}, expected ${one(expected)}.`;
}

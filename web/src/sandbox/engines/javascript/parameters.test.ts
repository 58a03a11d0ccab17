import { expect, test } from "vitest";
import { parametersOf } from "./parameters";
import { argumentsFor, methodOf, spellingsOf, type Tested, targetOf } from "./targets";

class Solution {
	twoSum(first: unknown, secondOne: unknown) {
		return [first, secondOne];
	}
}

test.each([
	["function f(a, b = [1, 2], c) {}", ["a", "b", "c"]],
	["function f(a, /* b, */ c, // d\n e) {}", ["a", "c", "e"]],
	['(a, b = "),", ...rest) => a', ["a", "b", ""]],
	["one => one", ["one"]],
	["async one => one", ["one"]],
	["async (a) => a", ["a"]],
	["({ a, b }) => a", ["{"]],
	["function f([a], { b } = {}) {}", ["", "{"]],
	["function* f() {}", []],
	["() => ((a, b) => 1)", []],
	["class A { method(a, b) {} }.prototype.method", ["a", "b"]],
	["Math.max", null],
])("%s has the parameters %j", (source, names) => {
	expect(parametersOf(new Function(`return (${source})`)())).toEqual(names);
});

test("arguments go by name, whatever the order and the spelling, or by place where names are others", () => {
	const target = (source: string) => {
		const made = new Function(`return (${source})`)() as Tested;
		return { call: made, declared: made };
	};
	const named = { first_one: 1, from: 2 };
	const order = ["from", "first_one"];
	expect(argumentsFor(target("(firstOne, from_) => 0"), named, order)).toEqual([1, 2]);
	expect(argumentsFor(target("(from, extra, first_one) => 0"), named, order)).toEqual([2, undefined, 1]);
	expect(argumentsFor(target("(a, b) => 0"), named, order)).toEqual([2, 1]);
	expect(argumentsFor(target("({ from }) => 0"), named, order)).toEqual([named]);
	expect(argumentsFor(target("(a, b) => 0"), { first_one: 1 }, order)).toEqual([1]);
});

test("functions, classes and methods are found by any spelling, and in a class Solution", () => {
	const spellings = spellingsOf({
		...{ function: "two_sum", compare: "exact" },
		cases: [
			{ args: [] },
			{
				calls: [
					["MinStack", []],
					["get_min", []],
				],
			},
		],
	});
	expect(Object.keys(spellings)).toEqual(["two_sum", "MinStack", "get_min"]);
	const has = (all: Record<string, unknown>) => (name: string) => all[name];
	const own = () => 1;
	expect(targetOf(has({ twoSum: own, Solution }), spellings.two_sum!)?.call).toBe(own);
	expect(targetOf(has({ Solution }), spellings.two_sum!)?.call(1, 2)).toEqual([1, 2]);
	expect(targetOf(has({ other: own }), spellings.two_sum!)).toBeUndefined();
	expect(methodOf({ getMin: own }, spellings.get_min!)).toBe("getMin");
});

// What test cases call: functions and classes of the program, by whatever spelling of their names.
import { camel, pascal, snake } from "../../harness/names";
import type { Tests } from "../../protocol";
import { apply, construct, create, hasOwn, lowerCase } from "./intrinsics";
import { parametersOf } from "./parameters";

export type Tested = (...values: unknown[]) => unknown;

/** Something that is called, and the function whose parameters it has. */
export interface Target {
	call: Tested;
	declared: Tested;
}

/** Looks for what the program has under a name. */
export type Find = (name: string) => unknown;

/** How each name that the cases use may be spelled. */
export type Spellings = Readonly<Record<string, readonly string[]>>;

export const SOLUTION = "Solution";

/** Returns how names may be spelled. Call it before the program runs, which may change what this uses. */
export function spellingsOf({ function: name, cases }: Tests): Spellings {
	const names = cases.flatMap((one) => one.calls?.map(([called]) => called) ?? [one.call ?? name]);
	const all = create(null) as Record<string, string[]>;
	for (const one of new Set(names)) all[one] = [...new Set([one, camel(one), snake(one), pascal(one)])];
	return all;
}

/** Returns the function or class of a name, or that method of a `class Solution`; undefined if there is neither. */
export function targetOf(find: Find, spelled: readonly string[]): Target | undefined {
	for (let index = 0; index < spelled.length; index++) {
		const found = find(spelled[index]!);
		if (typeof found === "function") return { call: found as Tested, declared: found as Tested };
	}
	const solution = find(SOLUTION);
	const prototype = typeof solution === "function" ? (solution.prototype as Record<string, Tested>) : undefined;
	const method = methodOf(prototype, spelled);
	if (!prototype || method === undefined) return undefined;
	const call = (...values: unknown[]) => {
		// A new object for each case, so that none sees what another left there.
		const made = construct(solution as new () => Record<string, Tested>, []);
		return apply(made[method]!, made, values);
	};
	return { call, declared: prototype[method]! };
}

/** Returns the name that an object has a method by; undefined if it has none. */
export function methodOf(made: unknown, spelled: readonly string[]): string | undefined {
	if ((typeof made !== "object" && typeof made !== "function") || made === null) return undefined;
	for (let index = 0; index < spelled.length; index++) {
		const name = spelled[index]!;
		if (typeof (made as Record<string, unknown>)[name] === "function") return name;
	}
	return undefined;
}

/** Makes an object by a class, or by a function that returns one. */
export function make(target: Target, args: readonly unknown[]): unknown {
	// Arrow functions are no constructors.
	const isClass = typeof target.declared.prototype === "object";
	return isClass ? construct(target.call as never, args) : apply(target.call, undefined, args as unknown[]);
}

/** Returns arguments by the names that a function has for them, or else in the order of the question's parameters. */
export function argumentsFor(
	{ declared }: Target,
	named: Readonly<Record<string, unknown>>,
	order: readonly string[],
): unknown[] {
	const names = parametersOf(declared);
	// It takes apart an object that has them all.
	if (names?.length === 1 && names[0] === "{") return [named];
	const values: unknown[] = [];
	let areKnown = names !== null;
	for (let index = 0; names && index < names.length; index++) values[index] = undefined;
	for (let index = 0; index < order.length; index++) {
		const name = order[index]!;
		if (!hasOwn(named, name)) continue;
		const at = names ? placeOf(names, name) : -1;
		if (at < 0) areKnown = false;
		else values[at] = named[name];
	}
	if (areKnown) return values;
	const inOrder: unknown[] = [];
	for (let index = 0; index < order.length; index++) {
		if (hasOwn(named, order[index]!)) inOrder[inOrder.length] = named[order[index]!];
	}
	return inOrder;
}

function placeOf(names: readonly string[], name: string): number {
	for (let index = 0; index < names.length; index++) if (plain(names[index]!) === plain(name)) return index;
	return -1;
}

/** A name without what differs between snake_case, camelCase, and `from_` in place of a reserved word. */
function plain(name: string): string {
	let text = "";
	for (let at = 0; at < name.length; at++) if (name[at] !== "_") text += name[at];
	return lowerCase(text);
}

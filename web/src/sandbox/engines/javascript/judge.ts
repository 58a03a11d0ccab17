// Calls the tested function on the test cases, and puts into words what it returns.
import { type Returned, tryCases } from "../../cases";
import type { CaseResult, Tests } from "../../protocol";
import { inspect } from "./inspect";
import {
	apply,
	construct,
	indexOf,
	is,
	isArray,
	isFiniteNumber,
	keys,
	NativeError,
	NativePromise,
	objectTag,
	parse,
	stringify,
	whenSettled,
} from "./intrinsics";
import { drained, runLoop } from "./loop";

/** JSON of a value, or null for what JSON doesn't have, such as NaN, undefined, a Map or a Date. */
export function toJson(value: unknown): string | null {
	switch (typeof value) {
		case "boolean":
			return value ? "true" : "false";
		case "string":
			return stringify(value);
		case "number":
			if (!isFiniteNumber(value)) return null;
			return is(value, -0) ? "-0" : `${value}`;
		case "object":
			if (value === null) return "null";
			return isArray(value) ? arrayToJson(value) : objectToJson(value as Record<string, unknown>);
		default:
			return null;
	}
}

function arrayToJson(value: readonly unknown[]): string | null {
	let text = "[";
	for (let index = 0; index < value.length; index++) {
		const one = toJson(value[index]);
		if (one === null) return null;
		text += (index > 0 ? "," : "") + one;
	}
	return `${text}]`;
}

function objectToJson(value: Record<string, unknown>): string | null {
	if (objectTag(value) !== "[object Object]") return null;
	const names = keys(value);
	let text = "{";
	for (let index = 0; index < names.length; index++) {
		const one = toJson(value[names[index]!]);
		if (one === null) return null;
		text += `${index > 0 ? "," : ""}${stringify(names[index])}:${one}`;
	}
	return `${text}}`;
}

/** The function that is tested: what was found, or the method of a `class Solution`. Undefined if there is none. */
export function functionIn(found: unknown, solution: unknown, name: string): Tested | undefined {
	if (typeof found === "function") return found as Tested;
	const prototype = typeof solution === "function" ? (solution.prototype as Record<string, unknown>) : undefined;
	if (typeof prototype?.[name] !== "function") return undefined;
	return (...values) => {
		const made = construct(solution as new () => Record<string, Tested>, []);
		return apply(made[name]!, made, values);
	};
}

export type Tested = (...values: unknown[]) => unknown;

/** Calls a function on all test cases, each with its own arguments; returns the exit code. */
export function judge(tested: Tested, tests: Tests, tried: (result: CaseResult) => void): Promise<number> {
	const callWith = async (args: string): Promise<Returned> => {
		try {
			const returned = await settled(() => apply(tested, undefined, parse(args) as unknown[]));
			return jsonOf(returned) ?? { words: inspect(returned) };
		} finally {
			// What the case has printed comes before its result.
			await drained();
		}
	};
	return tryCases(tests, callWith, tried, inWords);
}

export function inWords(error: unknown): string {
	if (!(error instanceof NativeError)) return `Uncaught ${inspect(error)}`;
	return indexOf(`${error.stack}`, "\n    at ") < 0 ? `${error}` : inspect(error);
}

/** Like toJson; null also for a value that contains itself. */
function jsonOf(value: unknown): string | null {
	try {
		return toJson(value);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

function sentence(words: string): Error {
	const error = new NativeError(words);
	error.name = "";
	return error;
}

/** Calls a function, and waits for what it promises as long as anything is pending. */
async function settled(run: () => unknown): Promise<unknown> {
	const returned = run();
	const isThenable =
		(typeof returned === "object" || typeof returned === "function") &&
		typeof (returned as { then?: unknown } | null)?.then === "function";
	if (!isThenable) return returned;
	let end: { value: unknown } | { reason: unknown } | null = null;
	whenSettled(
		returned instanceof NativePromise ? returned : new NativePromise((resolve) => resolve(returned)),
		(value) => {
			end = { value };
		},
		(reason) => {
			end = { reason };
		},
	);
	const isSettled = await runLoop(() => end !== null);
	if (!isSettled || !end) throw sentence("The promise that was returned never settles: nothing is pending.");
	const { value, reason } = end as { value?: unknown; reason?: unknown };
	if ("reason" in (end as object)) throw reason;
	return value;
}

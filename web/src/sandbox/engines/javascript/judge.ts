// Calls what is tested on the test cases, and puts into words what it returns.
import { NotTried, type Returned, type Task, tryCases } from "../../cases";
import type { CaseResult, Tests } from "../../protocol";
import { inspect } from "./inspect";
import {
	apply,
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
import { argumentsFor, type Find, make, methodOf, type Spellings, type Target, type Tested, targetOf } from "./targets";

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

/** Tries all test cases on what the program has; returns the exit code. */
export function judge(
	find: Find,
	tests: Tests,
	spellings: Spellings,
	tried: (result: CaseResult) => void,
): Promise<number> {
	const targetFor = (name: string) => {
		const target = targetOf(find, spellings[name]!);
		if (!target) throw new NotTried(`There is no function or class ${name} to try.`);
		return target;
	};
	const call = async (text: string): Promise<Returned> => {
		const task = parse(text) as Task;
		try {
			if ("calls" in task) return await results(targetFor(task.calls[0]![0]), task.calls, spellings);
			const target = targetFor(task.name);
			const values = "args" in task ? task.args : argumentsFor(target, task.named, task.order);
			const returned = await settled(() => apply(target.call, undefined, values as unknown[]));
			return jsonOf(returned) ?? { words: inspect(returned) };
		} finally {
			// What the case has printed comes before its result.
			await drained();
		}
	};
	return tryCases(tests, call, tried, inWords);
}

type Calls = Extract<Task, { calls: unknown }>["calls"];

/** Makes an object by the first call, calls its methods, and returns all results; what returns nothing returns null. */
async function results(target: Target, calls: Calls, spellings: Spellings): Promise<Returned> {
	const made = await settled(() => make(target, calls[0]![1]));
	let all = "[null";
	let areJson = true;
	for (let index = 1; index < calls.length; index++) {
		const name = calls[index]![0];
		const args = calls[index]![1] as unknown[];
		const method = methodOf(made, spellings[name]!);
		if (method === undefined) throw sentence(`There is no method ${name} to call.`);
		const returned = await settled(() => apply((made as Record<string, Tested>)[method]!, made, args));
		const json = returned === undefined ? "null" : jsonOf(returned);
		all += `, ${json ?? inspect(returned)}`;
		areJson &&= json !== null;
	}
	return areJson ? `${all}]` : { words: `${all}]` };
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

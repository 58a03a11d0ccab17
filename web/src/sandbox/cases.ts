// Runs functions and classes on the test cases of a question, and tells the outcome of each.
import { abridged, callText } from "./abridged";
import { firstMisfit, fits } from "./compare";
import { differenceOf } from "./difference";
import { expand } from "./large";
import { wellFormed } from "./output";
import type { Case, CaseResult, Tests } from "./protocol";

const { isArray } = Array;
const { keys } = Object;
const { parse, stringify } = JSON;

/** Results that are longer are told abridged: characters of JSON. */
export const LONGEST = 20_000;

/** What a function returned: JSON, or, if it is nothing that JSON has, its words in the language; they equal nothing. */
export type Returned = string | { words: string };

/** What a case has an engine do. */
export type Task =
	| { name: string; args: readonly unknown[] }
	/** `order` has the names in the order of the function's parameters. */
	| { name: string; named: Readonly<Record<string, unknown>>; order: readonly string[] }
	| { calls: readonly (readonly [name: string, args: readonly unknown[]])[] };

/** Does what a Task says, given as JSON, and returns the result, or those of all calls. Throws what the code throws. */
export type Caller = (task: string) => Returned | Promise<Returned>;

/** Why a case could not be tried at all: no error of the code, even if one is expected. */
export class NotTried {
	constructor(readonly why: string) {}
}

/** Tries all cases, each with its own copy of the arguments. Returns 0 if all passed, else 1. */
export async function tryCases(
	tests: Tests,
	call: Caller,
	tried: (result: CaseResult) => void,
	inWords: (error: unknown) => string,
): Promise<number> {
	let exitCode = 0;
	// No `for … of`, and nothing else that a program in this worker may have changed.
	for (let index = 0; index < tests.cases.length; index++) {
		const result = await tryCase(call, tests.cases[index]!, tests, inWords);
		if (!result.passed && !result.skipped) exitCode = 1;
		tried(result);
	}
	return exitCode;
}

async function tryCase(
	call: Caller,
	one: Case,
	tests: Tests,
	inWords: (error: unknown) => string,
): Promise<CaseResult> {
	let task: string;
	let expected: unknown;
	try {
		task = stringify(taskOf(one, tests));
		expected = expand(one.expected ?? null);
	} catch (error) {
		return { passed: false, error: wellFormed((error as Error).message) };
	}
	let got: Returned;
	try {
		got = await call(task);
	} catch (error) {
		if (error instanceof NotTried) return { passed: false, error: wellFormed(error.why) };
		return { passed: wantsError(one), error: wellFormed(inWords(error)) };
	}
	if (wantsError(one)) return { passed: false, got: shown(got), error: NO_ERROR };
	if (one.isOpen) return { passed: true, got: shown(got) };
	if (typeof got !== "string") return { passed: false, got: wellFormed(got.words) };
	return { ...judged(one, parse(got), expected, tests), got: shown(got) };
}

export const NO_ERROR = "It was to end with an error, and did not.";

/** Whether a case expects an error. */
export const wantsError = ({ error }: Case): boolean => error !== undefined && error !== false && error !== null;

/** Returns what a case is about, with its short forms written out. Throws TooLarge. */
export function taskOf(one: Case, tests: Tests): Task {
	if (one.calls) return { calls: expand(one.calls) as never };
	const name = one.call ?? tests.function;
	if (one.named) {
		const order = !one.call && tests.parameters?.length ? tests.parameters : keys(one.named);
		return { name, named: expand(one.named) as never, order };
	}
	return { name, args: expand(one.args ?? []) as unknown[] };
}

/** Returns the names of the functions and classes that the cases are about, each once. */
export function targetsOf({ function: name, cases }: Tests): string[] {
	const names = cases.map((one) => one.calls?.[0]?.[0] ?? one.call ?? name);
	return [...new Set(names)];
}

/** Says whether what a case returned fits, and, where that is hard to see, what does not. */
export function judged(
	one: Case,
	returned: unknown,
	expected: unknown,
	{ compare, tolerance }: Pick<Tests, "compare" | "tolerance">,
): CaseResult {
	if (one.calls) {
		const at = firstMisfit(returned, expected, compare, tolerance);
		if (at < 0) return { passed: true };
		const [name, args] = one.calls[at] ?? ["", []];
		const [got, wanted] = [member(returned, at), member(expected, at)];
		const call = callText(name, args);
		return { passed: false, error: `Call ${at + 1}, ${call}: ${got}, expected ${wanted}.` };
	}
	if (fits(returned, expected, compare, tolerance)) return { passed: true };
	const error = differenceOf(returned, expected, compare, tolerance);
	return error ? { passed: false, error } : { passed: false };
}

const member = (list: unknown, at: number): string =>
	isArray(list) && at < list.length ? abridged(list[at]) : "nothing";

/** What was returned, short enough to be told. */
function shown(got: Returned): string {
	if (typeof got !== "string") return wellFormed(got.words);
	return got.length > LONGEST ? wellFormed(abridged(parse(got))) : got;
}

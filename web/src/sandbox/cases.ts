// Runs a function on the test cases of a question, and tells the outcome of each.
import { fits } from "./compare";
import { wellFormed } from "./output";
import type { CaseResult, Tests } from "./protocol";

const { parse, stringify } = JSON;

/** What a function returned: JSON, or, if it is nothing that JSON has, its words in the language; they equal nothing. */
export type Returned = string | { words: string };

/** Calls the function with JSON arguments and returns its result. Throws what the function throws. */
export type Caller = (args: string) => Returned | Promise<Returned>;

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
		const { args, expected } = tests.cases[index]!;
		const result = await tryCase(call, args, expected, tests, inWords);
		if (!result.passed) exitCode = 1;
		tried(result);
	}
	return exitCode;
}

async function tryCase(
	call: Caller,
	args: readonly unknown[],
	expected: unknown,
	tests: Tests,
	inWords: (error: unknown) => string,
): Promise<CaseResult> {
	try {
		const got = await call(stringify(args));
		if (typeof got !== "string") return { passed: false, got: wellFormed(got.words) };
		return { passed: fits(parse(got), expected, tests.compare), got };
	} catch (error) {
		return { passed: false, error: wellFormed(inWords(error)) };
	}
}

// Runs a function on the test cases of a question, and tells the outcome of each.
import { fits } from "./compare";
import type { CaseResult, Tests } from "./protocol";

/** Calls the function with JSON arguments and returns its result as JSON. Throws what the function throws. */
export type Caller = (args: string) => string | Promise<string>;

/** Tries all cases, each with its own copy of the arguments. Returns 0 if all passed, else 1. */
export async function tryCases(
	tests: Tests,
	call: Caller,
	tried: (result: CaseResult) => void,
	inWords: (error: unknown) => string,
): Promise<number> {
	let exitCode = 0;
	for (const { args, expected } of tests.cases) {
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
		const got = await call(JSON.stringify(args));
		return { passed: fits(JSON.parse(got), expected, tests.compare), got };
	} catch (error) {
		return { passed: false, error: inWords(error) };
	}
}

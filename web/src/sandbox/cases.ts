// Runs a function on the test cases of a question, and prints the outcome of each.
import { fits } from "./compare";
import type { Output } from "./output";
import type { Tests } from "./protocol";

const LONGEST = 160; // characters of a value that are shown

/** Calls the function with JSON arguments and returns its result as JSON. Throws what the function throws. */
export type Caller = (args: string) => string | Promise<string>;

/** Returns how many cases passed. Each case gets its own copy of the arguments. */
export async function tryCases(
	tests: Tests,
	call: Caller,
	output: Output,
	inWords: (error: unknown) => string,
): Promise<number> {
	let passed = 0;
	for (const [index, { args, expected }] of tests.cases.entries()) {
		const [fit, detail] = await tryCase(call, args, expected, tests, inWords);
		if (fit) passed += 1;
		const called = `${tests.function}(${args.map(shown).join(", ")})`;
		output.print("stdout", `${fit ? "✓" : "✗"} ${index + 1}  ${called}\n${detail}`);
	}
	return passed;
}

async function tryCase(
	call: Caller,
	args: readonly unknown[],
	expected: unknown,
	tests: Tests,
	inWords: (error: unknown) => string,
): Promise<[fit: boolean, detail: string]> {
	try {
		const returned: unknown = JSON.parse(await call(JSON.stringify(args)));
		if (fits(returned, expected, tests.compare)) return [true, ""];
		return [false, `     returned ${shown(returned)}\n     expected ${shown(expected)}\n`];
	} catch (error) {
		return [false, `${inWords(error).replace(/^/gm, "     ")}\n`];
	}
}

function shown(value: unknown): string {
	const text = JSON.stringify(value);
	return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)} …`;
}

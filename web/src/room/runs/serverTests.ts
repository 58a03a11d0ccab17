// Test cases on the server: the programs that try them, and what their output says of each.
import { t } from "@lingui/core/macro";
import type { Trial } from "../../sandbox/harness";
import type { PlainTests } from "../../sandbox/harness/parts";
import type { Job } from "./place";

// Loaded for the first test: it holds a program in each language.
const harness = () => import("../../sandbox/harness");

/** Characters of a program that the server takes. */
export const LONGEST = 50_000;
/** Beside the code and a few cases, a program has no room for more than this. Characters of a case's JSON. */
const LONGEST_CASE = 40_000;

/** The code can't be tested, for the reason that the message gives. */
export class CannotTest extends Error {}

/** What is sent to the server. */
export interface Program {
	code: string;
	/** The places of its cases among all. */
	places: readonly number[];
	/** Reads the results from what it prints. */
	read(stdout: string): Results;
}

interface Results {
	/** What was printed outside of all cases. */
	outside: string;
	trials: readonly Trial[];
}

export interface Programs {
	programs: readonly Program[];
	/** Why cases can't be tried there, by their places. */
	skipped: ReadonlyMap<number, string>;
}

/** Returns the programs of a job, one for each function. Throws CannotTest, such as when the function is missing. */
export async function programsFor({ language, code, tests }: Job): Promise<Programs> {
	if (!tests) {
		const read = (stdout: string) => ({ outside: stdout, trials: [] });
		return { programs: [{ code, places: [], read }], skipped: new Map() };
	}
	const { DoesNotFit, hasHarness, makeNonce, partsOf, unwrap, wrap } = await harness();
	if (!hasHarness(language)) throw new Error(`There are no tests in ${language}.`);
	const { parts, skipped } = partsOf(language, tests);
	const allSkipped = new Map(skipped);
	const programs: Program[] = [];
	const wrapped = (some: PlainTests, nonce: string) => {
		try {
			return wrap(language, code, some, nonce);
		} catch (error) {
			throw error instanceof DoesNotFit ? new CannotTest(error.message) : error;
		}
	};
	for (const part of parts) {
		const nonce = makeNonce();
		const sizes = part.tests.cases.map(({ args, expected }) => JSON.stringify([args, expected]).length);
		let left = sizes.flatMap((size, at) => (size > LONGEST_CASE ? [] : [at]));
		const some = (): PlainTests => ({ ...part.tests, cases: left.map((at) => part.tests.cases[at]!) });
		let program = left.length > 0 ? wrapped(some(), nonce) : "";
		while (program.length > LONGEST && left.length > 1) {
			const largest = left.reduce((one, other) => (sizes[other]! > sizes[one]! ? other : one));
			left = left.filter((at) => at !== largest);
			program = wrapped(some(), nonce);
		}
		const places = left.map((at) => part.places[at]!);
		for (const place of part.places.filter((one) => !places.includes(one))) {
			allSkipped.set(place, t`This case is too large for the server, which takes ${LONGEST} characters.`);
		}
		const these = some();
		if (program) programs.push({ code: program, places, read: (stdout) => read(unwrap(stdout, nonce, these)) });
	}
	return { programs, skipped: allSkipped };
}

function read({ printed, results }: { printed: string; results: readonly Trial[] }): Results {
	return { outside: without(printed, results), trials: results };
}

/** Returns what was printed before, between and after the cases. */
function without(printed: string, trials: readonly Trial[]): string {
	let outside = "";
	let rest = printed;
	for (const trial of trials) {
		const at = rest.indexOf(trial.printed);
		outside += rest.slice(0, at);
		rest = rest.slice(at + trial.printed.length);
	}
	return outside + rest;
}

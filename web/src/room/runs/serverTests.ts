// Test cases on the server: the program that tries them, and what its output says of each.
import type { Trial } from "../../sandbox/harness";
import type { Job } from "./place";

// Loaded for the first test: it holds a program in each language.
const harness = () => import("../../sandbox/harness");

/** The code can't be tested, for the reason that the message gives. */
export class CannotTest extends Error {}

/** What is sent to the server. */
export interface Program {
	code: string;
	/** Reads the results from what it prints. */
	read(stdout: string): Results;
}

interface Results {
	/** What was printed outside of all cases. */
	outside: string;
	trials: readonly Trial[];
}

/** Returns the program of a job. Throws CannotTest, such as when the function is missing. */
export async function programFor({ language, code, tests }: Job): Promise<Program> {
	if (!tests) return { code, read: (stdout) => ({ outside: stdout, trials: [] }) };
	const { DoesNotFit, hasHarness, makeNonce, unwrap, wrap } = await harness();
	if (!hasHarness(language)) throw new Error(`There are no tests in ${language}.`);
	const nonce = makeNonce();
	const wrapped = () => {
		try {
			return wrap(language, code, tests, nonce);
		} catch (error) {
			throw error instanceof DoesNotFit ? new CannotTest(error.message) : error;
		}
	};
	return {
		code: wrapped(),
		read(stdout) {
			const { printed, results } = unwrap(stdout, nonce, tests);
			return { outside: without(printed, results), trials: results };
		},
	};
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

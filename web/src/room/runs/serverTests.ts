// Test cases on the server: the programs that try them, and what their output says of each.
import { t } from "@lingui/core/macro";
import type { Part, Parts, PlainTests, Trial } from "../../sandbox/harness";
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
	const { DoesNotFit, hasHarness, makeNonce, partsOf, unwrap, wrap, wrapAll } = await harness();
	if (!hasHarness(language)) throw new Error(`There are no tests in ${language}.`);
	const write = (some: PlainTests, nonce: string) => wrap(language, code, some, nonce);
	try {
		const { parts, skipped } = withoutLarge(partsOf(language, tests), write);
		const wrapped = wrapAll({ parts, skipped }, write, makeNonce);
		const programs = wrapped.programs.map(({ code, nonce, part: { tests, places } }) => ({
			code,
			places,
			read: (stdout: string) => read(unwrap(stdout, nonce, tests)),
		}));
		return { programs, skipped: wrapped.skipped };
	} catch (error) {
		throw error instanceof DoesNotFit ? new CannotTest(error.message) : error;
	}
}

/** Leaves out the largest cases, until the programs are short enough for the server. */
function withoutLarge({ parts, skipped }: Parts, write: (tests: PlainTests, nonce: string) => string): Parts {
	const all = new Map(skipped);
	const kept = parts.map((part) => {
		const sizes = part.tests.cases.map(({ args, expected }) => JSON.stringify([args, expected]).length);
		const some = (left: readonly number[]): Part => ({
			tests: { ...part.tests, cases: left.map((at) => part.tests.cases[at]!) },
			places: left.map((at) => part.places[at]!),
		});
		let left = [...sizes.keys()].filter((at) => sizes[at]! <= LONGEST_CASE);
		const lengthOf = ({ tests }: Part) => {
			try {
				return write(tests, NONCE).length;
			} catch {
				return 0; // it is written once more, and then says why it can't be
			}
		};
		while (left.length > 1 && lengthOf(some(left)) > LONGEST) {
			const largest = left.reduce((one, other) => (sizes[other]! > sizes[one]! ? other : one));
			left = left.filter((at) => at !== largest);
		}
		const fitting = some(left);
		for (const place of part.places.filter((one) => !fitting.places.includes(one))) {
			all.set(place, t`This case is too large for the server, which takes ${LONGEST} characters.`);
		}
		return fitting;
	});
	return { parts: kept.filter(({ places }) => places.length > 0), skipped: all };
}

// As long as any.
const NONCE = `m${"0".repeat(40)}`;

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

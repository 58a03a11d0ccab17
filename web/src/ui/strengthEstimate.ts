// The estimate of zxcvbn, with its list of common passwords: a few hundred kB, which are loaded on demand.
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

export type Score = 0 | 1 | 2 | 3 | 4;

/** As much of a password as is looked at: all of a longer one would take long. */
const LONGEST = 100;
const SITE = ["mock", "mate", "mockmate", "interview"];

const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** Returns how hard a password is to guess, from 0 to 4. `known` are words that would be tried first. */
export function estimate(password: string, known: readonly string[]): Score {
	const words = known.flatMap((one) => [one, ...one.split(/[^\p{L}\p{N}]+/u)]).filter(({ length }) => length > 2);
	return factory.check(password.slice(0, LONGEST), [...SITE, ...words]).score;
}

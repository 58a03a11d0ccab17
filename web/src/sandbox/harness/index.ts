// Tries test cases in languages where that takes a program: written around the code, and read back from its output.

import { c } from "./languages/c";
import { cpp } from "./languages/cpp";
import { csharp } from "./languages/csharp";
import { go } from "./languages/go";
import { java } from "./languages/java";
import { kotlin } from "./languages/kotlin";
import { lua } from "./languages/lua";
import { php } from "./languages/php";
import { ruby } from "./languages/ruby";
import { rust } from "./languages/rust";
import { swift } from "./languages/swift";
import { parameterNames, usable } from "./names";
import type { PlainTests } from "./plain";
import { type Harness, planOf } from "./plan";
import { signatureOf } from "./types";

export { type Listener, Reader, type Trial, type Trials, unwrap } from "./frames";
export { type Part, type Parts, partsOf, wrapAll } from "./parts";
export type { PlainTests } from "./plain";
export { DoesNotFit } from "./types";

const HARNESSES = { c, cpp, csharp, go, java, kotlin, lua, php, ruby, rust, swift } satisfies Record<string, Harness>;

/** The languages whose test cases are tried by a program. */
export type HarnessName = keyof typeof HARNESSES;
export const hasHarness = (language: string): language is HarnessName => Object.hasOwn(HARNESSES, language);

/**
 * Makes a nonce for one run. It is all that keeps what the code prints from looking like a result. No name that the
 * code could use leads to it, but code that reads its own source file, program or memory will find it: then its author
 * cheats in front of an interviewer.
 */
export function makeNonce(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(20));
	return `m${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Writes the program that calls the code's function on each test case and prints the results, for `unwrap`. Lines that
 * a compiler names are those of the code. Throws DoesNotFit, whose message says why there can be none.
 */
export function wrap(language: HarnessName, code: string, tests: PlainTests, nonce: string): string {
	return HARNESSES[language].wrap(code, planOf(tests, nonce));
}

/**
 * Writes what code for a question's function can begin with. The names of its parameters come from the starter code of
 * the question in Python or JavaScript, if it has one. Throws DoesNotFit if the language has no types for them.
 */
export function starter(language: HarnessName, tests: PlainTests, other = ""): string {
	const { args, result } = signatureOf(tests);
	const names = parameterNames(other);
	const parameters = args.map((type, place) => ({
		name: usable((names.length === args.length && names[place]) || String.fromCharCode(97 + place)),
		type,
	}));
	return HARNESSES[language].starter(tests.function, parameters, result);
}

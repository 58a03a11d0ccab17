// What the languages have in common: the parts of a program that tries test cases.
import { spellings } from "./names";
import type { PlainTests } from "./plain";
import { type Definition, type Family, findFunction, strip } from "./source";
import { tape } from "./tape";
import { DoesNotFit, type Signature, signatureOf } from "./types";

export interface Plan {
	tests: PlainTests;
	nonce: string;
	signature: Signature;
	/** How the function may be named. */
	names: readonly string[];
}

export interface Parameter {
	name: string;
	type: Signature["result"];
}

/** How test cases are tried in a language. */
export interface Harness {
	/** Returns the program, in which errors of the code have the lines of the code. Throws DoesNotFit. */
	wrap(code: string, plan: Plan): string;
	/** Returns code that a person may begin with. Throws DoesNotFit. */
	starter(name: string, parameters: readonly Parameter[], result: Signature["result"]): string;
}

export function planOf(tests: PlainTests, nonce: string): Plan {
	if (!/^m[\da-f]{24,}$/.test(nonce)) throw new Error("A nonce is the letter m and at least 24 hexadecimal digits.");
	return { tests, nonce, signature: signatureOf(tests), names: spellings(tests.function) };
}

/** Finds the function, or says what is missing. */
export function locate(code: string, plan: Plan, family: Family, keyword?: string): Definition {
	const found = findFunction(strip(code, family), plan.names, keyword);
	if (found) return found;
	throw missing(plan);
}

export function missing(plan: Plan): DoesNotFit {
	const [first, second] = plan.names;
	const names = second ? `${first} or ${second}` : first;
	return new DoesNotFit(
		`The test cases call a function: define ${names}. A program that reads its input can be run, but not tested.`,
	);
}

/**
 * Fills a program of the folder programs/. Its own names begin with `mm_`, in place of which they get a beginning that
 * the tested code can't know; values stand for names such as `__NAME__`.
 */
export function fill(program: string, plan: Plan, values: Record<string, string | number>): string {
	const named = program.replaceAll("mm_", `${plan.nonce.slice(0, 8)}_`);
	const all: Record<string, string | number> = { NONCE: plan.nonce, COUNT: plan.tests.cases.length, ...values };
	return named.replace(/__([A-Z]+)__/g, (whole, name) => String(all[name] ?? whole));
}

/** Code with the end of its last line. */
export const whole = (code: string) => (code.endsWith("\n") ? code : `${code}\n`);
export const lines = (code: string) => whole(code).split("\n").length - 1;
/** The arguments of all cases, one after the other. */
export const tapeOf = ({ tests }: Plan) => tests.cases.map(({ args }) => tape(args)).join("");

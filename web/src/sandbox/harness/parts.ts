// Takes the test cases of a question apart for a harness, whose program calls one function with arguments by place.
import { wantsError } from "../cases";
import { expand } from "../large";
import type { Case, Tests } from "../protocol";
import type { PlainCase, PlainTests } from "./plain";
import { DoesNotFit } from "./types";

/** Cases of one function with as many arguments, and the place of each among all. */
export interface Part {
	tests: PlainTests;
	places: readonly number[];
}

export interface Parts {
	parts: readonly Part[];
	/** Why cases can't be tried, by their places. */
	skipped: ReadonlyMap<number, string>;
}

/** Languages whose programs end with their first error, so that none can be expected of them. */
const WITHOUT_ERRORS: Readonly<Record<string, string>> = { c: "C", swift: "Swift" };

/** Returns what there is to try in a language, function by function. */
export function partsOf(language: string, tests: Tests): Parts {
	const skipped = new Map<number, string>();
	const byName = new Map<string, { name: string; cases: PlainCase[]; places: number[] }>();
	for (const [place, one] of tests.cases.entries()) {
		const plain = plainCase(language, one, tests);
		if (typeof plain === "string") {
			skipped.set(place, plain);
			continue;
		}
		const name = one.call ?? tests.function;
		// Where arguments may be left out, a program has to have one number of them.
		const key = `${name} ${plain.args.length}`;
		const part = byName.get(key) ?? { name, cases: [], places: [] };
		part.cases.push(plain);
		part.places.push(place);
		byName.set(key, part);
	}
	const parts = [...byName.values()].map(({ name, cases, places }) => ({
		tests: { ...tests, function: name, cases },
		places,
	}));
	return { parts, skipped };
}

/** Returns the case, or says why it can't be tried. */
function plainCase(language: string, one: Case, tests: Tests): PlainCase | string {
	if (one.calls) return "Classes are tested in Python, JavaScript and TypeScript only.";
	if (one.stdin !== undefined || one.rows) return "This case is not about a function.";
	const isError = wantsError(one);
	const without = WITHOUT_ERRORS[language];
	if (isError && without) return `An error ends a program in ${without}, so this case is not tried.`;
	try {
		const args = expand(one.args ?? byPlace(one, tests)) as readonly unknown[] | undefined;
		if (!args) return "Arguments can’t be left out in this language, so this case is not tried.";
		return { args, expected: isError ? undefined : expand(one.expected ?? null), isError, isOpen: one.isOpen === true };
	} catch (error) {
		return (error as Error).message;
	}
}

/** Returns named arguments in the order of the parameters; nothing if one is left out before others. */
function byPlace({ named = {}, call }: Case, { parameters, cases }: Tests): unknown[] | undefined {
	const alike = cases.filter((one) => one.call === call && one.named);
	const order = !call && parameters?.length ? parameters : Object.keys(alike[0]?.named ?? named);
	const used = order.filter((name) => alike.some((one) => Object.hasOwn(one.named ?? {}, name)));
	const given = used.filter((name) => Object.hasOwn(named, name));
	if (given.some((name, at) => used[at] !== name)) return undefined;
	return given.map((name) => named[name]);
}

interface Wrapped {
	code: string;
	nonce: string;
	part: Part;
}

/**
 * Writes a program for each part. Where one can't be written, its cases are skipped for that reason; if none can, that
 * is thrown: DoesNotFit.
 */
export function wrapAll(
	{ parts, skipped }: Parts,
	write: (tests: PlainTests, nonce: string) => string,
	makeNonce: () => string,
): { programs: readonly Wrapped[]; skipped: ReadonlyMap<number, string> } {
	const programs: Wrapped[] = [];
	const all = new Map(skipped);
	let refusal: DoesNotFit | null = null;
	for (const part of parts) {
		const nonce = makeNonce();
		try {
			programs.push({ code: write(part.tests, nonce), nonce, part });
		} catch (error) {
			if (!(error instanceof DoesNotFit)) throw error;
			refusal ??= error;
			for (const place of part.places) all.set(place, error.message);
		}
	}
	if (refusal && programs.length === 0) throw refusal;
	return { programs, skipped: all };
}

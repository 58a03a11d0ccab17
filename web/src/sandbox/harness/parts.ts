// Takes the test cases of a question apart for a harness, whose program calls one function with arguments by place.
import { wantsError } from "../cases";
import { expand } from "../large";
import type { Case, Tests } from "../protocol";

/** A case as harnesses have it: every value is written out. */
export interface PlainCase {
	args: readonly unknown[];
	/** Undefined if an error is expected. */
	expected: unknown;
	isError: boolean;
	isOpen: boolean;
}
export interface PlainTests extends Omit<Tests, "cases"> {
	cases: readonly PlainCase[];
}

/** Cases of one function, and the place of each among all. */
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
	const byName = new Map<string, { cases: PlainCase[]; places: number[] }>();
	for (const [place, one] of tests.cases.entries()) {
		const plain = plainCase(language, one, tests);
		if (typeof plain === "string") {
			skipped.set(place, plain);
			continue;
		}
		const name = one.call ?? tests.function;
		const part = byName.get(name) ?? { cases: [], places: [] };
		part.cases.push(plain);
		part.places.push(place);
		byName.set(name, part);
	}
	const parts = [...byName].map(([name, { cases, places }]) => ({ tests: { ...tests, function: name, cases }, places }));
	return { parts, skipped };
}

/** Returns the case, or says why it can't be tried. */
function plainCase(language: string, one: Case, tests: Tests): PlainCase | string {
	if (one.calls) return "Classes are tested in Python, JavaScript and TypeScript only.";
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

/** Returns named arguments in the order of the parameters; nothing if one is left out. */
function byPlace({ named = {}, call }: Case, { parameters, cases }: Tests): unknown[] | undefined {
	const alike = cases.filter((one) => one.call === call && one.named);
	const order = !call && parameters?.length ? parameters : Object.keys(alike[0]?.named ?? named);
	const used = order.filter((name) => alike.some((one) => Object.hasOwn(one.named ?? {}, name)));
	if (used.some((name) => !Object.hasOwn(named, name))) return undefined;
	return used.map((name) => named[name]);
}

// The types of a question's arguments and results, inferred from all of its test cases together.
import type { PlainTests } from "./plain";

export type Type = { nullable: boolean } & (
	| { kind: "unknown" | "bool" | "int" | "long" | "double" | "string" }
	| { kind: "list" | "map"; of: Type }
	/** A list whose members have types by their places, such as ["cross", 5]. */
	| { kind: "tuple"; of: readonly Type[] }
	/** Values of several types. */
	| { kind: "any"; of: readonly Type[] }
);

export interface Signature {
	args: readonly Type[];
	result: Type;
}

/** Says in a sentence why test cases can't be tried on some code. */
export class DoesNotFit extends Error {}

const LARGEST_INT = 2 ** 31 - 1;

export function signatureOf(tests: PlainTests): Signature {
	const count = tests.cases[0]?.args.length ?? 0;
	if (tests.cases.some(({ args }) => args.length !== count)) {
		throw new DoesNotFit("The test cases of this question call the function with different numbers of arguments.");
	}
	const approx = tests.compare === "approx";
	return {
		args: Array.from({ length: count }, (_, place) => infer(tests.cases.map(({ args }) => args[place]))),
		result: infer(
			tests.cases.filter(({ isError, isOpen }) => !isError && !isOpen).map(({ expected }) => expected),
			approx,
		),
	};
}

/** Infers the type that fits all of these values. */
export function infer(values: readonly unknown[], approx = false): Type {
	const given = values.filter((value) => value !== null && value !== undefined);
	const nullable = given.length < values.length;
	const groups = new Map<string, unknown[]>();
	for (const value of given) {
		const kind = Array.isArray(value) ? "list" : typeof value;
		const group = groups.get(kind);
		// Not a new list for each: there may be hundreds of thousands.
		if (group) group.push(value);
		else groups.set(kind, [value]);
	}
	const types = [...groups].map(([kind, members]) => inferOne(kind, members, approx));
	if (types.length > 1) return { kind: "any", of: types, nullable };
	return { ...(types[0] ?? { kind: "unknown" }), nullable };
}

function inferOne(kind: string, values: readonly unknown[], approx: boolean): Type {
	const nullable = false;
	if (kind === "boolean") return { kind: "bool", nullable };
	if (kind === "string") return { kind: "string", nullable };
	if (kind === "number") {
		const numbers = values as number[];
		if (approx || !numbers.every(Number.isInteger)) return { kind: "double", nullable };
		return { kind: numbers.every((number) => Math.abs(number) <= LARGEST_INT) ? "int" : "long", nullable };
	}
	if (kind === "list") {
		const lists = values as unknown[][];
		const of = infer(lists.flat(), approx);
		const length = lists[0]!.length;
		if (of.kind !== "any" || length < 2 || lists.some((list) => list.length !== length)) {
			return { kind: "list", of, nullable };
		}
		const places = lists[0]!.map((_, place) =>
			infer(
				lists.map((list) => list[place]),
				approx,
			),
		);
		return { kind: "tuple", of: places, nullable };
	}
	const members = (values as object[]).flatMap((value) => Object.values(value));
	return { kind: "map", of: infer(members, approx), nullable };
}

/** Whether a type, or one inside it, is such a type. */
export function someType(type: Type, is: (type: Type) => boolean): boolean {
	if (is(type)) return true;
	if (!("of" in type)) return false;
	return Array.isArray(type.of) ? type.of.some((each) => someType(each, is)) : someType(type.of as Type, is);
}

// C++: the code comes first, without its macros what tries the cases after it, which needs no more than C++14 and no
// exceptions. The types that the function takes are found by templates.
import { fill, type Harness, locate, type Parameter, type Plan, tapeOf, whole } from "../plan";
import program from "../programs/main.cpp?raw";
import { edit, strip, unused } from "../source";
import { literal, octal } from "../tape";
import type { Type } from "../types";

const NAMES = { unknown: "int", bool: "bool", int: "int", long: "long long", double: "double", string: "string" };

function written(type: Type): string {
	if (type.nullable) return `optional<${written({ ...type, nullable: false })}>`;
	if (type.kind === "list") return `vector<${written(type.of)}>`;
	if (type.kind === "map") return `map<string, ${written(type.of)}>`;
	if (type.kind === "tuple") return `tuple<${type.of.map(written).join(", ")}>`;
	return type.kind === "any" ? `variant<${type.of.map(written).join(", ")}>` : NAMES[type.kind];
}

function wrap(code: string, plan: Plan): string {
	const stripped = strip(code, "c");
	const own = edit(code, stripped, /\bmain(?=\s*\()/g, () => unused(code, 4));
	const { name, owners } = locate(code, plan, "c");
	const values = {
		NAME: name,
		ARITY: plan.signature.args.length,
		TAPE: literal(tapeOf(plan), octal),
		PATH: ["", ...owners, name].join("::"),
	};
	return whole(own) + withoutMacros(stripped) + fill(program, plan, values);
}

/** Ends the macros of the code, such as `#define int long long`. */
export function withoutMacros(stripped: string): string {
	return [...stripped.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)/gm)].map(([, name]) => `#undef ${name}\n`).join("");
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map(({ name, type }) => {
		const text = written(type);
		return /[<]|string/.test(text) ? `const ${text}& ${name}` : `${text} ${name}`;
	});
	return `#include <bits/stdc++.h>
using namespace std;

${written(result)} ${name}(${list.join(", ")}) {
    return {};
}
`;
}

export const cpp: Harness = { wrap, starter };

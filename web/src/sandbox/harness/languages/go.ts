// Go: the code comes first. What is imported for the harness follows the package clause on its line, under names of
// its own; the types that the function takes are found by reflection.
import { camel, usable } from "../names";
import { fill, type Harness, locate, type Parameter, type Plan, tapeOf, whole } from "../plan";
import program from "../programs/main.go?raw";
import { edit, strip, unused } from "../source";
import { literal } from "../tape";
import { someType, type Type } from "../types";

const NAMES = { unknown: "any", bool: "bool", int: "int", long: "int", double: "float64", string: "string" };
const IMPORTS = ["fmt", "os", "reflect", "strconv", "strings"].map((name) => `import mm_${name} "${name}"; `).join("");
const unicode = (sign: string) => `\\U${sign.codePointAt(0)!.toString(16).padStart(8, "0")}`;

function written(type: Type): string {
	if (type.kind === "list") return `[]${written(type.of)}`;
	if (type.kind === "map") return `map[string]${written(type.of)}`;
	if (type.kind === "tuple") return "[]any";
	if (type.kind === "any" || type.kind === "unknown") return "any";
	return `${type.nullable ? "*" : ""}${NAMES[type.kind]}`;
}

function empty(type: Type): string {
	if (type.nullable || type.kind === "any" || type.kind === "unknown") return "nil";
	if ("of" in type) return `${written(type)}{}`;
	return { bool: "false", int: "0", long: "0", double: "0", string: '""' }[type.kind];
}

function wrap(code: string, plan: Plan): string {
	const stripped = strip(code, "go");
	let own = edit(code, stripped, /(?<=\bfunc\s+)main(?=\s*\()/g, () => unused(code, 4));
	const { name } = locate(code, plan, "go", "func");
	const clause = /^\s*package\s+\w+[ \t]*;?/m.exec(strip(own, "go"));
	const end = clause ? clause.index + clause[0].length : 0;
	own = `${own.slice(0, end)}${clause ? "; " : "package main; "}${fill(IMPORTS, plan, {})}${own.slice(end)}`;
	const nils = someType(plan.signature.result, (type) => "of" in type && type.nullable);
	const values = {
		NAME: name,
		ARITY: plan.signature.args.length,
		NILS: String(nils),
		TAPE: literal(tapeOf(plan), unicode),
	};
	return whole(own) + fill(program, plan, values);
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map((each) => `${usable(camel(each.name))} ${written(each.type)}`).join(", ");
	return `package main

func ${camel(name)}(${list}) ${written(result)} {
	return ${empty(result)}
}
`;
}

export const go: Harness = { wrap, starter };

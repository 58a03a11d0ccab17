// Swift: the code comes first. The compiler infers the types that the function takes, and protocols make them.
import { camel, usable } from "../names";
import { fill, type Harness, locate, type Parameter, type Plan, tapeOf, whole } from "../plan";
import program from "../programs/main.swift?raw";
import { edit, splitParameters, strip } from "../source";
import { literal } from "../tape";
import { DoesNotFit, type Type } from "../types";

const NAMES = { unknown: "Any?", bool: "Bool", int: "Int", long: "Int", double: "Double", string: "String" };
const unicode = (sign: string) => `\\u{${sign.codePointAt(0)!.toString(16)}}`;

function written(type: Type): string {
	const end = type.nullable && type.kind !== "unknown" ? "?" : "";
	if (type.kind === "list") return `[${written(type.of)}]${end}`;
	if (type.kind === "map") return `[String: ${written(type.of)}]${end}`;
	if (type.kind === "tuple") return `[Any]${end}`;
	return `${type.kind === "any" ? "Any" : NAMES[type.kind]}${end}`;
}

function empty(type: Type): string {
	if (type.nullable || type.kind === "unknown") return "nil";
	if (type.kind === "list" || type.kind === "tuple") return "[]";
	return { map: "[:]", bool: "false", int: "0", long: "0", double: "0", string: '""', any: "0" }[type.kind];
}

function wrap(code: string, plan: Plan): string {
	const own = edit(code, strip(code, "c"), /@main\b/g, () => "     ");
	const { name, owners, parameters, before } = locate(own, plan, "c", "func");
	const given = splitParameters(parameters);
	if (given.length !== plan.signature.args.length) {
		throw new DoesNotFit(`The test cases call ${name} with ${plan.signature.args.length} arguments.`);
	}
	const args = given.map((each, place) => {
		const [label] = /^\w+/.exec(each) ?? [""];
		const inPlace = /:\s*inout\b/.test(each);
		return {
			variable: inPlace
				? `var a${place}: ${each.replace(/^[^:]*:\s*inout\s+/, "")} = try mm_make(given[${place}])`
				: "",
			passed: `${label === "_" ? "" : `${label}: `}${inPlace ? `&a${place}` : `mm_make(given[${place}])`}`,
		};
	});
	const owner = owners.join(".");
	const values = {
		VARIABLES: args
			.map(({ variable }) => variable)
			.filter(Boolean)
			.join("\n    "),
		CALL: `${owner ? `${/\b(?:static|class)\s+(?:\w+\s+)*func\s+$/.test(before) ? owner : `${owner}()`}.` : ""}${name}(${args
			.map(({ passed }) => passed)
			.join(", ")})`,
		TAPE: literal(tapeOf(plan), unicode),
	};
	return whole(own) + fill(fill(program, plan, values), plan, {});
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map((each) => `_ ${usable(camel(each.name))}: ${written(each.type)}`).join(", ");
	return `func ${camel(name)}(${list}) -> ${written(result)} {\n    return ${empty(result)}\n}\n`;
}

export const swift: Harness = { wrap, starter };

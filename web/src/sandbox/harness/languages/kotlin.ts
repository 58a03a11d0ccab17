// Kotlin: the code comes first, and functions of the same file after it, which find by Java's reflection what types the
// function takes.
import { camel, usable } from "../names";
import { fill, type Harness, lines, locate, type Parameter, type Plan, tapeOf, whole } from "../plan";
import program from "../programs/Main.kt?raw";
import { edit, strip, unused } from "../source";
import { chunks, utf16 } from "../tape";
import type { Type } from "../types";

const NAMES = { unknown: "Any?", bool: "Boolean", int: "Int", long: "Long", double: "Double", string: "String" };

function written(type: Type): string {
	const end = type.nullable && type.kind !== "unknown" ? "?" : "";
	if (type.kind === "list") return `List<${written(type.of)}>${end}`;
	if (type.kind === "map") return `Map<String, ${written(type.of)}>${end}`;
	if (type.kind === "tuple") return `List<${type.of.some((each) => each.nullable) ? "Any?" : "Any"}>${end}`;
	return `${type.kind === "any" ? "Any" : NAMES[type.kind]}${end}`;
}

function empty(type: Type): string {
	if (type.nullable || type.kind === "unknown") return "null";
	if (type.kind === "list" || type.kind === "tuple") return "emptyList()";
	if (type.kind === "map") return "emptyMap()";
	return { bool: "false", int: "0", long: "0L", double: "0.0", string: '""', any: "0" }[type.kind];
}

function wrap(code: string, plan: Plan): string {
	let own = code.replace(/^\s*package\s+[\w.]+/m, (text) => text.replace(/\S/g, " "));
	own = edit(own, strip(own, "c"), /(?<=\bfun\s+)main(?=\s*\()/g, () => unused(code, 4));
	const { name, owners } = locate(own, plan, "c", "fun");
	const owner = owners.join(".");
	const single = new RegExp(`\\bobject\\s+${owners.at(-1)}\\b`).test(strip(own, "c"));
	const values = {
		OWNER: owner ? `${owner}::class.java` : "object {}.javaClass.enclosingClass",
		TARGET: owner ? (single ? owner : `${owner}()`) : "null",
		NAME: name,
		ARITY: plan.signature.args.length,
		LINES: lines(own),
		TAPE: chunks(tapeOf(plan), utf16),
	};
	return whole(own) + fill(program, plan, values);
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map((each) => `${usable(camel(each.name))}: ${written(each.type)}`).join(", ");
	return `fun ${camel(name)}(${list}): ${written(result)} {\n    return ${empty(result)}\n}\n`;
}

export const kotlin: Harness = { wrap, starter };

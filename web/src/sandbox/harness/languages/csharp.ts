// C#: the code comes first, and a class after it that finds the method, and the types it takes, by reflection.
import { camel, pascal, usable } from "../names";
import { fill, type Harness, locate, type Parameter, type Plan, tapeOf, whole } from "../plan";
import program from "../programs/Main.cs?raw";
import { edit, strip, unused } from "../source";
import { chunks, utf16 } from "../tape";
import { DoesNotFit, type Type } from "../types";

const NAMES = { unknown: "object", bool: "bool", int: "int", long: "long", double: "double", string: "string" };

function written(type: Type, list: (of: string) => string): string {
	if (type.kind === "list") return list(written(type.of, list));
	if (type.kind === "map") return `Dictionary<string, ${written(type.of, list)}>`;
	if (type.kind === "tuple") return list("object");
	if (type.kind === "any") return "object";
	return `${NAMES[type.kind]}${type.nullable && !["string", "unknown"].includes(type.kind) ? "?" : ""}`;
}

function empty(type: Type, name: string): string {
	if (type.nullable || type.kind === "any" || type.kind === "unknown") return "null";
	return "of" in type ? `new ${name}()` : { bool: "false", int: "0", long: "0", double: "0", string: '""' }[type.kind];
}

function wrap(code: string, plan: Plan): string {
	let own = withClass(code);
	own = edit(own, strip(own, "c"), /\bMain(?=\s*\()/g, () => unused(own, 4));
	const { name, owners } = locate(own, plan, "c");
	if (!owners.length) throw new DoesNotFit(`The test cases call a method: put ${name} into a class.`);
	const namespace = /\bnamespace\s+([\w.]+)/.exec(strip(own, "c"))?.[1];
	const values = {
		OWNER: [...(namespace ? [namespace] : []), ...owners].join("."),
		NAME: name,
		ARITY: plan.signature.args.length,
		TAPE: chunks(tapeOf(plan), utf16),
	};
	return whole(own) + fill(program, plan, values);
}

/** Encloses methods that are in no class, on the lines they are on. */
function withClass(code: string): string {
	const stripped = strip(code, "c");
	if (/\b(?:class|record|enum|interface|struct)\s+\w+/.test(stripped)) return code;
	const usings = /^(?:\s*using\s[^;()]*;)*/.exec(stripped)![0].length;
	return `${code.slice(0, usings)} class Solution {${code.slice(usings)}\n}`;
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const array = (of: string) => `${of}[]`;
	const list = parameters.map((each) => `${written(each.type, array)} ${usable(camel(each.name))}`).join(", ");
	const returned = written(result, (of) => `List<${of}>`);
	return `using System;
using System.Collections.Generic;

public class Solution {
    public ${returned} ${pascal(name)}(${list}) {
        return ${empty(result, returned)};
    }
}
`;
}

export const csharp: Harness = { wrap, starter };

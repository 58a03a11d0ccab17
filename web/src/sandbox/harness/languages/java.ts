// Java: the code comes first, and a class after it that finds the method, and the types it takes, by reflection.
import { camel, usable } from "../names";
import { fill, type Harness, lines, locate, type Parameter, type Plan, tapeOf, whole } from "../plan";
import program from "../programs/Main.java?raw";
import { edit, strip, unused } from "../source";
import { chunks, utf16 } from "../tape";
import type { Type } from "../types";

// Stands before all others, since Java runs the first class of a source file that was not compiled.
const START = "class Main { public static void main(String[] a) throws Exception { mm_Tests.main(a); } }";

const NAMES = { unknown: "Object", bool: "boolean", int: "int", long: "long", double: "double", string: "String" };
const BOXED: Record<string, string> = { boolean: "Boolean", int: "Integer", long: "Long", double: "Double" };

function written(type: Type): string {
	if (type.kind === "list") return type.of.kind === "map" ? boxed(type) : `${written(type.of)}[]`;
	if (type.kind === "tuple") return "Object[]";
	return type.kind === "map" || type.kind === "any" || type.nullable ? boxed(type) : NAMES[type.kind];
}

/** Where a type of values won't do. */
function boxed(type: Type): string {
	if (type.kind === "list") return `List<${boxed(type.of)}>`;
	if (type.kind === "map") return `Map<String, ${boxed(type.of)}>`;
	if (type.kind === "tuple") return "List<Object>";
	return type.kind === "any" ? "Object" : (BOXED[NAMES[type.kind]] ?? NAMES[type.kind]);
}

function empty(type: Type): string {
	if (type.nullable || type.kind === "any" || type.kind === "unknown") return "null";
	if (type.kind === "list" || type.kind === "tuple") return "new ArrayList<>()";
	if (type.kind === "map") return "new HashMap<>()";
	return { bool: "false", int: "0", long: "0", double: "0", string: '""' }[type.kind];
}

function wrap(code: string, plan: Plan): string {
	let own = withClass(code.replace(/^\s*package\s+[\w.]+\s*;/m, (text) => text.replace(/\S/g, " ")));
	// A file has one public class, named as the file. Where the code has a Main, another name of its length will do.
	own = edit(
		own,
		strip(own, "c"),
		/\bpublic(?=\s+(?:(?:final|abstract|sealed)\s+)*(?:class|interface|enum|record)\b)/g,
		() => "      ",
	);
	const other = unused(code, 4).replace(/^./, (letter) => letter.toUpperCase());
	own = edit(own, strip(own, "c"), /\bMain\b/g, () => other);
	const found = locate(own, plan, "c");
	const values = {
		OWNER: found.owners.join("."),
		NAME: found.name,
		ARITY: plan.signature.args.length,
		LINES: lines(own),
		TAPE: chunks(tapeOf(plan), utf16),
	};
	const imports = importsOf(strip(own, "c"));
	own = `${own.slice(0, imports)} ${fill(START, plan, {})} ${own.slice(imports)}`;
	return whole(own) + fill(program, plan, values);
}

/** Returns how long the imports are, which come before all classes. */
function importsOf(stripped: string): number {
	return /^(?:\s*import\s[^;]*;)*/.exec(stripped)![0].length;
}

/** Encloses methods that are in no class, on the lines they are on. */
function withClass(code: string): string {
	const stripped = strip(code, "c");
	if (/\b(?:class|record|enum|interface)\s+\w+/.test(stripped)) return code;
	const imports = importsOf(stripped);
	return `${code.slice(0, imports)} class Solution {${code.slice(imports)}\n}`;
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map((each) => `${written(each.type)} ${usable(camel(each.name))}`).join(", ");
	const returned = result.kind === "list" || result.kind === "tuple" ? boxed(result) : written(result);
	return `import java.util.*;

class Solution {
    public ${returned} ${camel(name)}(${list}) {
        return ${empty(result)};
    }
}
`;
}

export const java: Harness = { wrap, starter };

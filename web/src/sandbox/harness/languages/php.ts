// PHP: the code comes first, and what tries the cases after it.
import { fill, type Harness, lines, locate, type Parameter, type Plan, whole } from "../plan";
import program from "../programs/tail.php?raw";
import { shapeOf } from "../shape";
import { strip } from "../source";
import type { Type } from "../types";

const text = (value: string) => `'${value.replace(/[\\']/g, "\\$&")}'`;

function written(value: unknown): string {
	if (typeof value === "string") return text(value);
	if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
	if (typeof value !== "object" || value === null) return String(value);
	return `[${Object.entries(value)
		.map(([key, each]) => `${text(key)} => ${written(each)}`)
		.join(", ")}]`;
}

function wrap(code: string, plan: Plan): string {
	const own = code.includes("<?php") ? code : `<?php ${code}`;
	const { name, owners } = locate(own, plan, "php", "function\\s*&?");
	const stripped = strip(own, "php");
	const closed = stripped.lastIndexOf("?>") > stripped.lastIndexOf("<?php");
	const [owner] = owners;
	const isStatic = new RegExp(`\\bstatic\\s+(?:\\w+\\s+)*function\\s*&?\\s*${name}\\b`).test(stripped);
	const cases = plan.tests.cases.map(({ args }) => `    function () { return ${written(args)}; }`);
	const values = {
		CASES: cases.join(",\n"),
		FUNCTION: owner ? (isStatic ? `${owner}::${name}` : `(new ${owner}())->${name}`) : name,
		LINES: lines(own),
		SHAPE: shapeOf(plan.signature.result),
	};
	return `${whole(own)}${closed ? "<?php" : ""}${fill(program, plan, values)}`;
}

const NAMES = { unknown: "", bool: "bool", int: "int", long: "int", double: "float", string: "string" };

function hint(type: Type): string {
	if (type.kind === "any" || type.kind === "unknown") return "";
	return `${type.nullable ? "?" : ""}${"of" in type ? "array" : NAMES[type.kind]}`;
}

function empty(type: Type): string {
	if (type.nullable || type.kind === "any" || type.kind === "unknown") return "null";
	return "of" in type ? "[]" : { bool: "false", int: "0", long: "0", double: "0.0", string: "''" }[type.kind];
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map((each) => `${hint(each.type)} $${each.name}`.trim()).join(", ");
	const returned = hint(result) ? `: ${hint(result)}` : "";
	return `<?php\n\nfunction ${name}(${list})${returned} {\n    return ${empty(result)};\n}\n`;
}

export const php: Harness = { wrap, starter };

// Ruby: the code comes first; what tries the cases is at the end, and looks for the function when it runs.
import { fill, type Harness, lines, missing, type Parameter, type Plan, whole } from "../plan";
import program from "../programs/tail.rb?raw";
import { strip } from "../source";
import { literal } from "../tape";
import type { Type } from "../types";

const text = (value: string) =>
	literal(value, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`).replaceAll("#", "\\#");

function written(value: unknown): string {
	if (value === null || value === undefined) return "nil";
	if (typeof value === "string") return text(value);
	if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
	if (typeof value !== "object") return number(value);
	return `{${Object.entries(value)
		.map(([key, each]) => `${text(key)} => ${written(each)}`)
		.join(", ")}}`;
}

const number = (value: unknown) =>
	typeof value === "number" && Number.isInteger(value) ? BigInt(value).toString() : String(value);

function wrap(code: string, plan: Plan): string {
	const stripped = strip(code, "ruby");
	const names = plan.names.join("|");
	if (!new RegExp(`\\bdef\\s+(?:self\\.)?(?:${names})\\b|\\b(?:${names})\\s*=[^=~]`).test(stripped))
		throw missing(plan);
	const owners = [...stripped.matchAll(/\b(?:class|module)\s+([A-Z]\w*)/g)].map(([, name]) => text(name!));
	const end = /^__END__$/m.exec(stripped)?.index ?? code.length; // data follow
	const own = whole(code.slice(0, end));
	const cases = plan.tests.cases.map(({ args }) => `-> { ${written(args)} }`);
	return (
		own +
		fill(program, plan, {
			NAMES: `[${plan.names.map(text).join(", ")}]`,
			OWNERS: `[${owners.join(", ")}]`,
			LINES: lines(own),
			CASES: `[\n${cases.join(",\n")}\n]`,
		}) +
		code.slice(end)
	);
}

function starter(name: string, parameters: readonly Parameter[], _: Type): string {
	return `def ${name}(${parameters.map((each) => each.name).join(", ")})\nend\n`;
}

export const ruby: Harness = { wrap, starter };

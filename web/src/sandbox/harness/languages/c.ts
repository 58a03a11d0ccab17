// C: the code comes first, and then, without its macros, what prints results, and a function for each case with its
// arguments as literals of the types that the code's function takes.
import { fill, type Harness, locate, type Parameter, type Plan, whole } from "../plan";
import program from "../programs/main.c?raw";
import { edit, splitParameters, strip, unused } from "../source";
import { literal, octal } from "../tape";
import { DoesNotFit, type Type } from "../types";
import { withoutMacros } from "./cpp";

const NAMES = { unknown: "int", bool: "bool", int: "int", long: "long long", double: "double", string: "char *" };
const NO_TYPE = new DoesNotFit(
	"The test cases of this question have lists of several types, maps, or null, for which C has no type.",
);

/** How deep lists are nested; throws where C has no type. */
function depth(type: Type, place: "argument" | "result" | "member"): number {
	const pointer = type.kind === "list" || type.kind === "string";
	if (type.kind === "map" || type.kind === "tuple" || type.kind === "any") throw NO_TYPE;
	if (type.nullable && type.kind !== "unknown" && (!pointer || place === "member")) throw NO_TYPE;
	if (type.kind !== "list") return 0;
	const deep = depth(type.of, "member") + 1;
	if (deep > 2) throw NO_TYPE;
	return deep;
}

const inside = (type: Type): Exclude<Type, { of: unknown }> => ("of" in type ? inside(type.of as Type) : type);

/** The parameters that stand for an argument or a result: a list has its length after it, and those of its lists. */
function expected(parameters: readonly Parameter[], result: Type): string[] {
	const written = parameters.flatMap(({ name, type }) => {
		const deep = depth(type, "argument");
		const whole = `${NAMES[inside(type).kind]} ${"*".repeat(deep)}${name}`.replace("* ", "*");
		return [whole, ...(deep ? [`int ${name}Size`] : []), ...(deep > 1 ? [`int *${name}ColSize`] : [])];
	});
	const deep = depth(result, "result");
	return [...written, ...(deep ? ["int *returnSize"] : []), ...(deep > 1 ? ["int **returnColumnSizes"] : [])];
}

/** The type of a parameter without its name, qualifiers and pointers. */
const base = (parameter: string) =>
	parameter
		.replace(/\b(?:const|restrict|register|volatile|static)\b/g, " ")
		.replace(/\[[^\]]*\]/g, " ")
		.replace(/(\w[\w\s*]*?[\s*])\w+\s*$/, "$1")
		.replace(/\*/g, " ")
		.trim();

function scalar(value: unknown, type: Type): string {
	if (typeof value === "string") return literal(value, octal);
	if (typeof value === "boolean") return value ? "1" : "0";
	if (value === null || value === undefined) return "0";
	return type.kind === "double" || !Number.isInteger(value) ? String(value) : `${BigInt(value as number)}`;
}

function wrap(code: string, plan: Plan): string {
	const { args, result } = plan.signature;
	const named = args.map((type, place) => ({ name: String.fromCharCode(97 + place), type }));
	const want = expected(named, result);
	const stripped = strip(code, "c");
	const { name, parameters } = locate(code, plan, "c");
	const given = splitParameters(parameters).filter((each) => each !== "void");
	if (given.length !== want.length) {
		throw new DoesNotFit(`In C, the test cases call ${name}(${want.join(", ").replaceAll("* ", "*")}).`);
	}
	const own = edit(code, stripped, /\bmain(?=\s*\()/g, () => unused(code, 4));
	const cases = plan.tests.cases.map(({ args: values }, number) => attempt(number, values));
	const calls = plan.tests.cases.map((_, number) => `mm_case${number}();`).join(" ");
	const main = `int main(void) { printf("${plan.nonce}:0:begin:\\n"); fflush(stdout); ${calls} return 0; }\n`;
	return whole(own) + withoutMacros(stripped) + fill(program + cases.join("") + main, plan, {});

	function attempt(number: number, values: readonly unknown[]): string {
		const left = [...given];
		const declared: string[] = [];
		const passed: string[] = [];
		args.forEach((type, place) => {
			declare(type, values[place], `mm_${place}`, base(left[0]!));
			left.splice(0, 1 + depth(type, "argument"));
		});
		const deep = depth(result, "result");
		if (deep) {
			declared.push(`${base(left[0]!)} mm_size = 0;`);
			passed.push("&mm_size");
		}
		if (deep > 1) {
			declared.push(`${base(left[1]!)} *mm_sizes = 0;`);
			passed.push("&mm_sizes");
		}
		return `static void mm_case${number}(void) {\n${declared.join("\n")}\n${returned(passed, number)}\n}\n`;

		function declare(type: Type, value: unknown, variable: string, of: string): void {
			if (type.kind !== "list" || value === null) {
				const single = type.kind === "string" && value !== null;
				const extra = Array(depth(type, "argument")).fill("0");
				if (single) declared.push(`char ${variable}[] = ${scalar(value, type)};`);
				passed.push(single ? variable : scalar(value, type), ...extra);
				return;
			}
			const list = value as unknown[];
			passed.push(variable, String(list.length));
			if (type.of.kind === "list") {
				const lists = list as unknown[][];
				lists.forEach((each, at) => {
					members(each, (type.of as { of: Type }).of, `${variable}_${at}`, of);
				});
				array(
					`${of} *`,
					variable,
					lists.map((_, at) => `${variable}_${at}`),
				);
				array(
					"int",
					`${variable}_sizes`,
					lists.map((each) => String(each.length)),
				);
				passed.push(`${variable}_sizes`);
			} else members(list, type.of, variable, of);
		}

		function members(list: readonly unknown[], type: Type, variable: string, of: string): void {
			const strings = type.kind === "string";
			if (strings)
				for (const [at, each] of list.entries()) declared.push(`char ${variable}_s${at}[] = ${scalar(each, type)};`);
			const written = list.map((each, at) => (strings ? `${variable}_s${at}` : scalar(each, type)));
			array(strings ? "char *" : of, variable, written);
		}

		function array(of: string, variable: string, list: readonly string[]): void {
			declared.push(`${of} ${variable}[] = {${list.join(", ") || "0"}};`);
		}
	}

	function returned(passed: readonly string[], number: number): string {
		const call = `__auto_type mm_returned = ${name}(${passed.join(", ")});\nmm_begin(${number});\n`;
		const show = (value: string) => `${inside(result).kind === "bool" ? "mm_bool" : "mm_show"}(${value});`;
		const deep = depth(result, "result");
		if (!deep) return `${call}${show("mm_returned")}\nmm_end();`;
		const row = loop("j", "mm_sizes[mm_i]", show("mm_returned[mm_i][mm_j]"));
		const list = loop("i", "mm_size", deep > 1 ? row : show("mm_returned[mm_i]"));
		return `${call}${result.nullable ? `if (!mm_returned) printf("null"); else ` : ""}{ ${list} }\nmm_end();`;
	}
}

const loop = (index: string, end: string, body: string) =>
	`printf("["); for (long long mm_${index} = 0; mm_${index} < (long long) (${end}); ++mm_${index}) ` +
	`{ if (mm_${index}) printf(","); ${body} } printf("]");`;

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = expected(parameters, result).join(", ") || "void";
	const deep = depth(result, "result");
	const type = `${NAMES[inside(result).kind]} ${"*".repeat(deep)}`.replace("* ", "*");
	const sizes = deep ? "    *returnSize = 0;\n" : "";
	const empty = deep || result.nullable ? "NULL" : result.kind === "string" ? '""' : "0";
	return `#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

${type}${name}(${list}) {
${sizes}    return ${empty};
}
`;
}

export const c: Harness = { wrap, starter };

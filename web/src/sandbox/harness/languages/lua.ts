// Lua: what the harness needs is kept on the first line, before the code's own, and tries the cases after it.
import { fill, type Harness, missing, type Parameter, type Plan, whole } from "../plan";
import program from "../programs/tail.lua?raw";
import { shapeOf } from "../shape";
import { strip } from "../source";
import { literal } from "../tape";
import { someType, type Type } from "../types";

const KEPT =
	"type=type,tostring=tostring,next=next,ipairs=ipairs,pcall=pcall,byte=string.byte,format=string.format," +
	"gsub=string.gsub,sub=string.sub,concat=table.concat,whole=math.type,stdout=io.stdout,write=io.stdout.write," +
	"flush=io.stdout.flush";
// A list can't hold nil, so that there is something else for null.
const FIRST = `local mm_lua={${KEPT}} null=null or setmetatable({},{__tostring=function() return "null" end}) mm_lua.null=null `;

const text = (value: string) =>
	literal(value, (sign) =>
		[...new TextEncoder().encode(sign)].map((byte) => `\\${byte.toString().padStart(3, "0")}`).join(""),
	);

function written(value: unknown, outside = false): string {
	if (value === null || value === undefined) return outside ? "nil" : "null";
	if (typeof value === "string") return text(value);
	if (Array.isArray(value)) return `{${value.map((each) => written(each)).join(", ")}}`;
	if (typeof value !== "object") return String(value);
	return `{${Object.entries(value)
		.map(([key, each]) => `[${text(key)}] = ${written(each)}`)
		.join(", ")}}`;
}

function wrap(code: string, plan: Plan): string {
	const stripped = strip(code, "lua");
	const names = plan.names.join("|");
	const found =
		new RegExp(`\\bfunction\\s+(?:([\\w.]+)([.:]))?(${names})\\s*\\(`).exec(stripped) ??
		new RegExp(`(?:\\b([\\w.]+)(\\.))?\\b(${names})\\s*=\\s*function\\b`).exec(stripped);
	if (!found) throw missing(plan);
	const [, owner, sign, name] = found;
	const path = owner ? `${owner}.${name}` : name!;
	const own = stripped.replace(/\s+$/, "").replace(/^return\b[^\n]*$(?![\s\S])/m, "").length; // a module returns itself
	const cases = plan.tests.cases.map(
		({ args }) => `    function() return ${args.map((arg) => written(arg, true)).join(", ")} end`,
	);
	const values = {
		CASES: cases.join(",\n"),
		FUNCTION: sign === ":" ? `(function(...) return ${owner}:${name}(...) end)` : path,
		SHAPE: shapeOf(plan.signature.result),
	};
	return fill(FIRST, plan, {}) + whole(code.slice(0, own)) + fill(program, plan, values);
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map((each) => each.name).join(", ");
	const nulls = [...parameters.map((each) => each.type), result].some(
		(type) => "of" in type && someType(type, (each) => each !== type && each.nullable),
	);
	return `${nulls ? "-- null stands for nil in lists.\n" : ""}function ${name}(${list})\nend\n`;
}

export const lua: Harness = { wrap, starter };

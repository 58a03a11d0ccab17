// Rust: the code comes first, and a module after it. The types that the function takes and returns are inferred by the
// compiler, which finds how to make them from a value.
import { fill, type Harness, locate, type Parameter, type Plan, tapeOf, whole } from "../plan";
import program from "../programs/main.rs?raw";
import { edit, splitParameters, strip, unused } from "../source";
import { literal } from "../tape";
import { DoesNotFit, type Type } from "../types";

const NAMES = { unknown: "i32", bool: "bool", int: "i32", long: "i64", double: "f64", string: "String" };
const unicode = (sign: string) => `\\u{${sign.codePointAt(0)!.toString(16)}}`;

function written(type: Type): string {
	if (type.nullable) return `Option<${written({ ...type, nullable: false })}>`;
	if (type.kind === "list") return `Vec<${written(type.of)}>`;
	if (type.kind === "map") return `HashMap<String, ${written(type.of)}>`;
	if (type.kind === "tuple") return `(${type.of.map(written).join(", ")})`;
	if (type.kind === "any") {
		throw new DoesNotFit("The test cases of this question mix types in one list, for which Rust has no type.");
	}
	return NAMES[type.kind];
}

function wrap(code: string, plan: Plan): string {
	[...plan.signature.args, plan.signature.result].forEach(written);
	const stripped = strip(code, "c");
	const { name, owners, parameters } = locate(code, plan, "c", "fn");
	let own = edit(code, stripped, /(?<=\bfn\s+)main(?=\s*\()/g, () => unused(code, 4));
	const [owner] = owners;
	const given = splitParameters(parameters).filter((each) => !/^(?:&\s*(?:'\w+\s+)?)?(?:mut\s+)?self\b/.test(each));
	const ofSelf = given.length < splitParameters(parameters).length;
	if (given.length !== plan.signature.args.length) {
		throw new DoesNotFit(`The test cases call ${name} with ${plan.signature.args.length} arguments.`);
	}
	const unit = /\bimpl\s+Solution\b/.test(stripped) && !/\b(?:struct|enum)\s+Solution\b/.test(stripped);
	if (unit) own = `${whole(own)}pub struct Solution;\n`;
	const args = given.map(() => "mm_::Take::take(mm_::next(&mut given))").join(", ");
	const made =
		new RegExp(`\\bstruct\\s+${owner}\\s*;`).test(stripped) || (unit && owner === "Solution")
			? owner
			: `${owner}::new()`;
	const call = `${owner ? (ofSelf ? `${made}.` : `${owner}::`) : ""}${name}(${args})`;
	return whole(own) + fill(fill(program, plan, { CALL: call }), plan, { TAPE: literal(tapeOf(plan), unicode) });
}

function starter(name: string, parameters: readonly Parameter[], result: Type): string {
	const list = parameters.map((each) => `${each.name}: ${written(each.type)}`).join(", ");
	const text = `fn ${name}(${list}) -> ${written(result)} {\n    ${result.nullable ? "None" : "Default::default()"}\n}\n`;
	return text.includes("HashMap") ? `use std::collections::HashMap;\n\n${text}` : text;
}

export const rust: Harness = { wrap, starter };

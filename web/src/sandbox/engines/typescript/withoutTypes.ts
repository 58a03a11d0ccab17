// Takes the types out of TypeScript, as Node does, and turns into JavaScript what is more than a type.
import { transform } from "sucrase";
import { SyntaxFault, type Translated } from "../javascript/translated";
import { withParameterFields } from "./parameterFields";

// Decorators and namespaces need TypeScript itself, which is large: it is loaded only for them.
const NEEDS_COMPILER = /(?:^|[{};(,])[^\S\n]*@[A-Za-z_$]|^\s*(?:export\s+)?(?:namespace|module)\s+[\w.$]+\s*\{/m;

interface Fault {
	message: string;
	loc?: { line: number; column: number };
}

/** Returns JavaScript. Throws SyntaxFault where the code is not TypeScript; types are not checked. */
export async function withoutTypes(code: string): Promise<Translated> {
	if (NEEDS_COMPILER.test(code)) return (await import("./compile")).compile(code);
	try {
		return {
			code: transform(withParameterFields(code), { transforms: ["typescript"], disableESTransforms: true }).code,
		};
	} catch (error) {
		const { message, loc } = error as Fault;
		const words = message.replace(/^Error transforming [^:]*: /, "").replace(/ \(\d+:\d+\)$/, "");
		throw new SyntaxFault(new SyntaxError(words), loc ?? null);
	}
}

// Takes the types out of TypeScript. Lines stay where they are.
import { transform } from "sucrase";

/** Returns JavaScript. Throws a SyntaxError where the code is not TypeScript. */
export function withoutTypes(code: string): string {
	return transform(code, { transforms: ["typescript"], disableESTransforms: true }).code;
}

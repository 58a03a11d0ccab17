// Declares the fields that parameters of constructors make, such as `constructor(readonly name: string)`. TypeScript
// puts them before all other fields, which is seen where an object is printed; sucrase leaves them out.
import { parse } from "sucrase/dist/esm/parser";
import { TokenType } from "sucrase/dist/esm/parser/tokenizer/types";

const MODIFIERS: readonly TokenType[] = [
	TokenType._public,
	TokenType._private,
	TokenType._protected,
	TokenType._readonly,
	TokenType._override,
];

interface Token {
	type: TokenType;
	start: number;
	end: number;
}

/** Returns the code with those fields declared, each in the line in which the body of its class begins. */
export function withParameterFields(code: string): string {
	const tokens: readonly Token[] = parse(code, false, true, false).tokens;
	const textOf = (token: Token | undefined) => (token ? code.slice(token.start, token.end) : "");
	const braces: Token[] = [];
	const insertions: { at: number; text: string }[] = [];
	for (const [index, token] of tokens.entries()) {
		if (token.type === TokenType.braceL || token.type === TokenType.dollarBraceL) braces.push(token);
		else if (token.type === TokenType.braceR) braces.pop();
		else if (textOf(token) === "constructor" && tokens[index + 1]?.type === TokenType.parenL) {
			const names = parametersWithModifiers(tokens, index + 1).map(textOf);
			const at = braces.at(-1)?.end;
			if (names.length > 0 && at !== undefined) insertions.push({ at, text: ` ${names.join("; ")};` });
		}
	}
	return insertions
		.sort((one, other) => other.at - one.at)
		.reduce((text, { at, text: fields }) => text.slice(0, at) + fields + text.slice(at), code);
}

/** The names of parameters that begin with a modifier; `first` is the place of the opening parenthesis. */
function parametersWithModifiers(tokens: readonly Token[], first: number): Token[] {
	const names: Token[] = [];
	let depth = 0;
	for (let index = first; index < tokens.length; index++) {
		const { type } = tokens[index]!;
		if (type === TokenType.parenL || type === TokenType.braceL || type === TokenType.bracketL) depth++;
		if (type === TokenType.parenR || type === TokenType.braceR || type === TokenType.bracketR) depth--;
		if (depth === 0) break;
		const isBegin = index === first || (type === TokenType.comma && depth === 1);
		if (!isBegin) continue;
		let next = index + 1;
		while (MODIFIERS.includes(tokens[next]?.type as TokenType)) next++;
		if (next > index + 1) names.push(tokens[next]!);
	}
	return names;
}

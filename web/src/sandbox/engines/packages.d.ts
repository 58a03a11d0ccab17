// Packages without types of their own, as far as they are used.
declare module "events" {
	type Listener = (...values: unknown[]) => void;
	export default class EventEmitter {
		on(name: string | symbol, listener: Listener): this;
		once(name: string | symbol, listener: Listener): this;
		off(name: string | symbol, listener: Listener): this;
		emit(name: string | symbol, ...values: unknown[]): boolean;
		listenerCount(name: string | symbol): number;
	}
}

declare module "assert" {
	const assert: { strict: unknown };
	export default assert;
}

declare module "assert/build/internal/util/comparisons" {
	const comparisons: { isDeepStrictEqual(one: unknown, other: unknown): boolean };
	export default comparisons;
}

declare module "sucrase/dist/esm/parser" {
	import type { TokenType } from "sucrase/dist/esm/parser/tokenizer/types";

	interface Token {
		type: TokenType;
		start: number;
		end: number;
	}
	export function parse(code: string, isJsx: boolean, isTypeScript: boolean, isFlow: boolean): { tokens: Token[] };
}

declare module "sucrase/dist/esm/parser/tokenizer/types" {
	export enum TokenType {
		braceL,
		braceR,
		bracketL,
		bracketR,
		comma,
		dollarBraceL,
		parenL,
		parenR,
		_override,
		_private,
		_protected,
		_public,
		_readonly,
	}
}

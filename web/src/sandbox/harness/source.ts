// Finds a function in source code, by its words. This is no parser: it reads what people write in an interview.

export interface Definition {
	name: string;
	/** Where the name begins. */
	at: number;
	/** The names of the classes around it, outermost first. */
	owners: readonly string[];
	/** What is written between its parentheses. */
	parameters: string;
	/** What stands before its name, back to the statement before. */
	before: string;
}

const NESTED = /'(?:\\[^\n']*|[^'\\\n])'/; // a character; a lifetime of Rust has no end quote
const C_LIKE = [
	/\/\/[^\n]*/,
	/\/\*[\s\S]*?(?:\*\/|$)/,
	/R"([^(\s]*)\([\s\S]*?\)\1"/,
	/"""[\s\S]*?"""/,
	/@"(?:[^"]|"")*"/,
	/"(?:\\[\s\S]|[^"\\\n])*"/,
	NESTED,
];
const FAMILIES = {
	c: C_LIKE,
	go: [...C_LIKE, /`[^`]*`/],
	php: [/\/\/[^\n]*/, /#(?!\[)[^\n]*/, /\/\*[\s\S]*?(?:\*\/|$)/, /"(?:\\[\s\S]|[^"\\])*"/, /'(?:\\[\s\S]|[^'\\])*'/],
	ruby: [/^=begin[\s\S]*?^=end/, /#[^\n]*/, /"(?:\\[\s\S]|[^"\\])*"/, /'(?:\\[\s\S]|[^'\\])*'/],
	lua: [/(?:--)?\[(=*)\[[\s\S]*?\]\1\]/, /--[^\n]*/, /"(?:\\[\s\S]|[^"\\\n])*"/, /'(?:\\[\s\S]|[^'\\\n])*'/],
};
export type Family = keyof typeof FAMILIES;

/** Returns the code with blanks in place of comments and of what quotes enclose, at the same places and lines. */
export function strip(code: string, family: Family): string {
	const parts = FAMILIES[family].map((part) => part.source).join("|");
	return code.replace(new RegExp(parts, "gm"), (text) => text.replace(/[^\n]/g, " "));
}

const CLASS =
	/\b(?:class|struct|interface|object|record|impl|extension|enum|trait)\s+([\w.]+)(?:\s*<[^{]*>)?(?:\s*\([\s\S]*\))?(?:\s*(?::|(?:extends|implements|final|where)\s)[^;]*)?$/;
const SPACE = /\b(?:namespace\b[^;(]*|extern\s*)$/;
const NO_TYPE = /(?:^|[^\w>\]*&?\s])\s*$|\b(?:return|new|else|throw|case)\s*$/;

/**
 * Finds where one of these functions is defined, outside of functions, in code without comments and strings. In
 * languages without a keyword for functions, a type stands before the name.
 */
export function findFunction(stripped: string, names: readonly string[], keyword?: string): Definition | undefined {
	const before = keyword ? `\\b${keyword}\\s+(?:<[^()]*>\\s*)?` : "";
	for (const name of names) {
		for (const found of stripped.matchAll(new RegExp(`${before}\\b${name}\\s*(?:<[^()]*>)?\\s*\\(`, "g"))) {
			const at = found.index + found[0].lastIndexOf(name);
			const around = blocksAround(stripped, at);
			const owners = around.headers.filter((header) => !SPACE.test(header)).map((header) => CLASS.exec(header)?.[1]);
			if (owners.includes(undefined) || (!keyword && NO_TYPE.test(around.before))) continue;
			const opened = found.index + found[0].length;
			const parameters = stripped.slice(opened, closing(stripped, opened));
			return { name, at, owners: owners as string[], parameters, before: around.before };
		}
	}
	return undefined;
}

/** Returns the headers of the blocks around a place, and what stands before it since the last statement or block. */
function blocksAround(stripped: string, at: number): { headers: string[]; before: string } {
	const headers: string[] = [];
	let begin = 0;
	for (let place = 0; place < at; place += 1) {
		const sign = stripped[place];
		if (sign === "{") headers.push(stripped.slice(begin, place).trim());
		if (sign === "}") headers.pop();
		if (sign === "{" || sign === "}" || sign === ";") begin = place + 1;
	}
	return { headers, before: stripped.slice(begin, at) };
}

/** Returns where the parenthesis ends that was opened just before this place. */
function closing(text: string, opened: number): number {
	let depth = 1;
	for (let place = opened; place < text.length; place += 1) {
		if (text[place] === "(") depth += 1;
		if (text[place] === ")") depth -= 1;
		if (depth === 0) return place;
	}
	return text.length;
}

/** Splits parameters at the commas that nothing encloses. */
export function splitParameters(text: string): string[] {
	const parts = [""];
	let depth = 0;
	for (const sign of text.replace(/->/g, "  ")) {
		if ("(<[{".includes(sign)) depth += 1;
		if (")>]}".includes(sign)) depth -= 1;
		if (sign === "," && depth === 0) parts.push("");
		else parts[parts.length - 1] += sign;
	}
	return parts.map((part) => part.trim()).filter(Boolean);
}

/** Replaces each match in code by a text of the same lines, found in the code without comments and strings. */
export function edit(code: string, stripped: string, pattern: RegExp, by: (found: RegExpMatchArray) => string): string {
	let edited = "";
	let end = 0;
	for (const found of stripped.matchAll(pattern)) {
		edited += code.slice(end, found.index) + by(found);
		end = found.index + found[0].length;
	}
	return edited + code.slice(end);
}

/** Returns a word of this length that the code has nowhere. */
export function unused(code: string, length: number): string {
	for (const letter of "xyzqwvkj") {
		const word = letter.repeat(length);
		if (!code.includes(word)) return word;
	}
	return `${"x".repeat(length)}_own`;
}

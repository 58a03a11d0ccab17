// Takes a script for PostgreSQL apart into its statements. Sent as one, they would be one transaction.

export interface Part {
	statement: string;
	/** Where it begins in the script. */
	place: number;
}

// A string, a name, a body between dollars, a comment, or the end of a statement.
const TOKEN =
	/(?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*|;/g;

export function split(script: string): Part[] {
	const parts: Part[] = [];
	let begin = 0;
	let hasWords = false;
	const end = (place: number) => {
		if (hasWords) parts.push({ statement: script.slice(begin, place), place: begin });
		begin = place;
		hasWords = false;
	};
	let at = 0;
	for (;;) {
		TOKEN.lastIndex = at;
		const token = TOKEN.exec(script);
		hasWords ||= /\S/.test(script.slice(at, token?.index));
		if (!token) break;
		at = TOKEN.lastIndex;
		if (token[0] === "/*") at = endOfComment(script, at);
		else if (token[0] === ";") end(at);
		else if (!token[0].startsWith("--")) hasWords = true;
	}
	end(script.length);
	return parts;
}

/** Comments of PostgreSQL may have comments in them. */
function endOfComment(script: string, begin: number): number {
	const edge = /\/\*|\*\//g;
	edge.lastIndex = begin;
	for (let depth = 1; depth > 0; ) {
		const found = edge.exec(script);
		if (!found) return script.length;
		depth += found[0] === "/*" ? 1 : -1;
	}
	return edge.lastIndex;
}

// The tables of a SQL question, as their definitions say. Pure.

export interface Table {
	name: string;
	columns: { name: string; type: string }[];
	/** Keys and checks of the whole table. */
	rules: string[];
}

const DEFINITION = /\bCREATE\s+(?:TEMP(?:ORARY)?\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?("[^"]+"|[\w.]+)\s*\(/gi;
const RULE = /^(?:PRIMARY\s+KEY|FOREIGN\s+KEY|UNIQUE|CHECK|CONSTRAINT)\b/i;
const COLUMN = /^("[^"]+"|\w+)\s*([\s\S]*)$/;

/** Returns the tables that statements of SQL make. */
export function tablesIn(sql: string): Table[] {
	const text = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
	return [...text.matchAll(DEFINITION)].map((found) => {
		const parts = partsOf(text, found.index + found[0].length);
		const rules = parts.filter((part) => RULE.test(part));
		const columns = parts
			.filter((part) => !RULE.test(part))
			.map((part) => {
				const [, name = part, type = ""] = COLUMN.exec(part) ?? [];
				return { name: bare(name), type };
			});
		return { name: bare(found[1] ?? ""), columns, rules };
	});
}

const bare = (name: string) => name.replace(/^"|"$/g, "");

/** Splits what parentheses enclose at its commas, up to where they close. */
function partsOf(text: string, begin: number): string[] {
	const parts = [""];
	let depth = 0;
	let isQuoted = false;
	for (const letter of text.slice(begin)) {
		if (letter === "'") isQuoted = !isQuoted;
		else if (!isQuoted && letter === "(") depth += 1;
		else if (!isQuoted && letter === ")") depth -= 1;
		if (depth < 0) break;
		if (letter === "," && depth === 0 && !isQuoted) parts.push("");
		else parts[parts.length - 1] += letter;
	}
	return parts.map((part) => part.trim().replace(/\s+/g, " ")).filter(Boolean);
}

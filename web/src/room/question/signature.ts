// The parameters of the function that a question asks for, as its starter code declares them. Pure.

export interface Signature {
	/** Each with its type, "" where the language has none: Python's names of types, which are the plainest. */
	parameters: { name: string; type: string }[];
	returns: string;
}

/** Returns the signature of a function in the starter code of a question; null if it can't be read. */
export function signatureOf(name: string | null, starter: Record<string, string> | null): Signature | null {
	if (!name || !/^\w+$/.test(name)) return null;
	const python = new RegExp(`def ${name}\\(([^()]*)\\)(?: -> ([^:\\n]+))?:`).exec(starter?.python ?? "");
	const found = python ?? new RegExp(`function ${name}\\(([^()]*)\\)`).exec(starter?.javascript ?? "");
	if (!found) return null;
	const parameters = apart(found[1] ?? "").map((one) => {
		const [before = "", type = ""] = (one.split("=")[0] ?? "").split(":");
		return { name: before.trim(), type: type.trim() };
	});
	return { parameters, returns: found[2]?.trim() ?? "" };
}

/** Splits at the commas outside of brackets. */
function apart(text: string): string[] {
	let depth = 0;
	const parts = [""];
	for (const letter of text) {
		if (letter === "[") depth += 1;
		if (letter === "]") depth -= 1;
		if (letter === "," && depth === 0) parts.push("");
		else parts[parts.length - 1] += letter;
	}
	return parts.map((part) => part.trim()).filter(Boolean);
}

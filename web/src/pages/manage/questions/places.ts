// Where a fault is in a question's Markdown, from the pointer that the server gives. Pure.

/** The headings that aren't the part's name with a capital letter. */
const HEADINGS: Record<string, string> = { solution: "(?:Solution|Good answers)", follow_ups: "Follow-ups" };

/** The part, and where in it: "test cases 3 args"; numbers count from 1, as in the text. "" for the whole. */
export function placeInWords(pointer: string): string {
	return parts(pointer)
		.map((part) => (/^\d+$/.test(part) ? `${Number(part) + 1}` : part.replaceAll("_", " ")))
		.join(" ");
}

/** The range of the line at which the part begins: its heading or its line in the front matter. Null if it has none. */
export function placeInText(markdown: string, pointer: string): [from: number, to: number] | null {
	const [part] = parts(pointer);
	if (!part) return null;
	const heading = HEADINGS[part] ?? escaped(part.replaceAll("_", " "));
	const found =
		new RegExp(`^## ${heading}[ \\t]*$`, "im").exec(markdown) ??
		new RegExp(`^${escaped(part)}:.*$`, "m").exec(markdown);
	return found && [found.index, found.index + found[0].length];
}

function parts(pointer: string): string[] {
	const path = pointer.replace(/^#\/(markdown\/?)?/, "");
	return path ? path.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")) : [];
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

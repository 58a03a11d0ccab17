// Finds links and code in a line of chat. Everything else stays as it was written. Pure.

type Text<Kind> = { kind: Kind; text: string };
type Link = Text<"link"> & { href: string };
export type Piece = Text<"text"> | Text<"code"> | Text<"block"> | Link;

const PIECES = /```(?:[\w+#-]*\n)?([\s\S]+?)```|(?<!`)`([^`\n]+)`(?!`)|(https?:\/\/[^\s<>"'`]+)/gi;
/** What ends a sentence rather than an address; a bracket does if the address has none that opens it. */
const AFTER = /[.,:;!?…]$/;

export function pieces(line: string): Piece[] {
	const found: Piece[] = [];
	let end = 0;
	const text = (until: number) => {
		const last = found.at(-1);
		const more = line.slice(end, until);
		if (more && last?.kind === "text") last.text += more;
		else if (more) found.push({ kind: "text", text: more });
	};
	for (const match of line.matchAll(PIECES)) {
		const [whole, block, code, address] = match;
		const link = address && linkOf(address);
		if (address && !link) continue;
		text(match.index);
		if (block !== undefined) found.push({ kind: "block", text: block.replace(/\n$/, "") });
		else if (code !== undefined) found.push({ kind: "code", text: code });
		else if (link) found.push(link);
		end = match.index + (link ? link.text.length : whole.length);
	}
	text(line.length);
	return found;
}

function linkOf(address: string): Link | null {
	let text = address;
	while (AFTER.test(text) || closesNothing(text)) text = text.slice(0, -1);
	// What a browser can't open, or what hides where it leads behind a name, is no link.
	if (!URL.canParse(text)) return null;
	const { href, username, password, hostname } = new URL(text);
	return hostname && !username && !password ? { kind: "link", text, href } : null;
}

function closesNothing(text: string): boolean {
	const pairs = { ")": "(", "]": "[", "}": "{" } as const;
	const open = pairs[text.at(-1) as keyof typeof pairs];
	return open !== undefined && text.split(open).length < text.split(text.at(-1) as string).length;
}

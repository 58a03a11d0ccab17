import { expect, test } from "vitest";
import { pieces } from "./chatText";

/** The pieces in short: links in angle brackets, code in vertical bars. */
function short(line: string): string {
	return pieces(line)
		.map(
			(one) => ({ text: one.text, link: `<${one.text}>`, code: `|${one.text}|`, block: `||${one.text}||` })[one.kind],
		)
		.join("");
}

test.each([
	["Hello, how are you?", "Hello, how are you?"],
	["see https://example.org/a?b=c#d.", "see <https://example.org/a?b=c#d>."],
	["(http://example.org/a_(b))", "(<http://example.org/a_(b)>)"],
	["https://example.org/[x], then", "<https://example.org/[x]>, then"],
	["HTTPS://EXAMPLE.org!", "<HTTPS://EXAMPLE.org>!"],
	["two: http://a.example http://b.example", "two: <http://a.example> <http://b.example>"],
	["use `dict.get(key)` here", "use |dict.get(key)| here"],
	["`https://example.org` is code", "|https://example.org| is code"],
	["```python\nfor x in y:\n    pass\n```", "||for x in y:\n    pass||"],
	["```a ` b```", "||a ` b||"],
	["a ` alone, and `` none", "a ` alone, and `` none"],
	["javascript:alert(1) ftp://example.org data:text/html,x", "javascript:alert(1) ftp://example.org data:text/html,x"],
	["http:// https://", "http:// https://"],
	["https://bank.example@evil.example/", "https://bank.example@evil.example/"],
	["https://user:word@example.org/", "https://user:word@example.org/"],
	["<b>bold</b>", "<b>bold</b>"],
])("%j", (line, expected) => {
	expect(short(line)).toBe(expected);
});

test("a link leads where it says, in the form that browsers use", () => {
	expect(pieces("https://exämple.org/ü")).toEqual([
		{ kind: "link", text: "https://exämple.org/ü", href: "https://xn--exmple-cua.org/%C3%BC" },
	]);
});

test("nothing of a line is lost", () => {
	const line = "a `b` https://c.example/d) ``` e ```f``` http:// g\n`h\ni` https://j.example/.";
	const plain = pieces(line)
		.map(
			(one) =>
				({ text: one.text, link: one.text, code: `\`${one.text}\``, block: `\`\`\`${one.text}\`\`\`` })[one.kind],
		)
		.join("");
	expect(plain).toBe(line);
});

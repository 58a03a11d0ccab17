import { StringStream } from "@codemirror/language";
import { expect, test } from "vitest";
import { page } from "./htmlMode";

/** Returns the words of a text with their styles. */
function styled(text: string): [string, string | null][] {
	const state = page.startState!(4);
	return text.split("\n").flatMap((line) => {
		const stream = new StringStream(line, 4, 4);
		const words: [string, string | null][] = [];
		while (!stream.eol()) {
			stream.start = stream.pos;
			const style = page.token(stream, state);
			if (stream.current().trim()) words.push([stream.current(), style]);
		}
		return words;
	});
}

test("scripts and styles in a page have the words of their languages, and end where they are closed", () => {
	const words = styled(
		'<p class="a">const</p>\n<style>\n.a { color: red }</style>\n<script>\nconst a = "x";</script><b>const</b>',
	);
	const of = (word: string) => words.filter(([one]) => one === word).map(([, style]) => style);
	expect(of("const")).toEqual([null, "keyword", null]);
	expect(of("color")[0]).toMatch(/property/);
	expect(of('"x"')).toEqual(["string"]);
	expect(of("b")).toEqual(["tag", "tag"]);
	expect(of("script")).toEqual(["tag", "tag"]);
});

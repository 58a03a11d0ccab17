import { CompletionContext } from "@codemirror/autocomplete";
import { javascript } from "@codemirror/lang-javascript";
import { python } from "@codemirror/lang-python";
import { StreamLanguage } from "@codemirror/language";
import { ruby } from "@codemirror/legacy-modes/mode/ruby";
import { EditorState, type Extension } from "@codemirror/state";
import { expect, test } from "vitest";
import { suggestions } from "./completion";
import { keywordsOf } from "./keywords";

/** Returns the labels for a text with the cursor at `|`, or null if no list opens. */
async function labels(text: string, language: Extension, explicit = false): Promise<string[] | null> {
	const pos = text.indexOf("|");
	const state = EditorState.create({ doc: text.replace("|", ""), extensions: language });
	const found = await suggestions(new CompletionContext(state, pos, explicit));
	return found?.options.map(({ label }) => label) ?? null;
}

test("words of the text and keywords are suggested, each once", async () => {
	const found = await labels("def total_of(prices):\n    print(prices)\n    return pr|", python());
	expect(found).toContain("prices");
	expect(found?.filter((one) => one === "print")).toHaveLength(1);
	expect(found).toContain("while");
	expect(found).not.toContain("pr");
});

test("nothing comes after one letter, in a number, or unasked without a word", async () => {
	expect(await labels("prices = 1\np|", python())).toBeNull();
	expect(await labels("prices = 12ab|", python())).toBeNull();
	expect(await labels("prices = |", python())).toBeNull();
	expect(await labels("prices = |", python(), true)).toContain("prices");
});

test("a comment or a string gets words of the text, and no keywords", async () => {
	for (const text of ["total = 1 # wh to|", "total = 'wh to|'"]) {
		const found = await labels(text, python());
		expect(found).toContain("total");
		expect(found).not.toContain("while");
	}
	const java = EditorState.languageData.of(() => [{ autocomplete: keywordsOf("java") }]);
	expect(await labels("int total; // cl|", java)).not.toContain("class");
	expect(await labels("int total; cl|", java)).toContain("class");
	expect(await labels('String total = "cl|', java)).not.toContain("class");
	const ofRuby = [
		StreamLanguage.define(ruby),
		EditorState.languageData.of(() => [{ autocomplete: keywordsOf("ruby") }]),
	];
	expect(await labels("total = 1 # el|", ofRuby)).not.toContain("else");
	expect(await labels("total = 1\nel|", ofRuby)).toContain("else");
});

test("what is in a template's braces is code", async () => {
	const own = EditorState.languageData.of(() => [{ autocomplete: keywordsOf("java") }]);
	expect(await labels(`\`\${ cl| }\``, [javascript(), own])).toContain("class");
	expect(await labels("` cl| `", [javascript(), own])).toBeNull();
});

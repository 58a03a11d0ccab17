import { expect, test } from "vitest";
import { examplesIn, hintParts, solutionParts } from "./examples";
import { htmlOf } from "./markdownHtml";

test("comments in code stay as they are, and headings come below those of the page", () => {
	const html = htmlOf(
		"# Top\n\n## Next\n\n```python\n# one\n## two\nx = 1  # three\n```\n\n    # indented\n\nUnder\n=====\n",
	);
	expect(html).toContain("# one\n## two\nx = 1  # three");
	expect(html).toContain("<code># indented");
	expect(html).not.toMatch(/<h[12]/);
	expect(html.match(/<h3/g)).toHaveLength(3);
});

test("HTML is shown as text", () => {
	expect(htmlOf("a <b>c</b> <script>alert(1)</script>")).not.toMatch(/<(b|script)>/);
});

test("examples of calls become a table", () => {
	const html = htmlOf('```text\nsolve([1, 2], "a -> b")  ->  {"<": 1}\nsolve([], "")  ->  null\n```');
	expect(html).toContain("<th>Call</th><th>Result</th>");
	expect(html).toContain('<td><code>solve([1, 2], "a -> b")</code></td><td><code>{"&lt;": 1}</code></td>');
	expect(html.match(/<tr>/g)).toHaveLength(3);
});

test.each(["a -> b", "f(1)\nf(2)  ->  3", "", "def f(x) -> int:", "f = (x) -> 3 + x"])("%j are no examples", (code) => {
	expect(examplesIn(code)).toBeNull();
});

test("a hint may say what to look for, and a solution what it takes", () => {
	expect(hintParts("Try a map.\n   Look for: why one pass is enough\nand more")).toEqual({
		...{ hint: "Try a map.", lookFor: "why one pass is enough\nand more" },
	});
	expect(hintParts("Look for: this is the hint")).toEqual({ hint: "Look for: this is the hint", lookFor: null });
	expect(solutionParts("A map.\n\nComplexity: Time O(n), memory O(1).\n\nLook for: it.")).toEqual({
		...{ text: "A map.\n\nLook for: it.", complexity: "Time O(n), memory O(1)." },
	});
	expect(solutionParts("No word of it.")).toEqual({ text: "No word of it.", complexity: null });
});

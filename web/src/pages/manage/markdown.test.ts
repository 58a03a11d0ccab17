import { expect, test } from "vitest";
import type { Schemas } from "../../api/client";
import { write } from "./markdown";

const base = {
	slug: "stairs",
	difficulty: "easy",
	title: "Two at a time",
	tags: ["arrays", "math"],
	companies: [],
	prompt: "Count the ways.",
	hints: ["Begin small.\n\nWith one step.", "Then add."],
	solution: "Add the two before.",
	follow_ups: ["And three?"],
	rubric: null,
	function: null,
	compare: null,
	examples: null,
	constraints: null,
	starter_code: null,
	test_cases: null,
} as unknown as Schemas["QuestionOut"];

test("a technical question has its code and cases in fences, a case a line", () => {
	const text = write({
		...base,
		interview_type: "technical",
		function: "ways",
		compare: "exact",
		examples: "```\nways(2)  ->  2\n```",
		constraints: "- n is small.",
		starter_code: { python: "def ways(n):\n    return 0\n", javascript: "function ways(n) {}" },
		test_cases: [
			{ args: [2], expected: 2 },
			{ args: [3], expected: null },
		],
	});
	expect(text).toContain("title: Two at a time\ntags: [arrays, math]\nfunction: ways\n---\n\n## Prompt");
	expect(text).not.toContain("compare");
	expect(text).toContain("1. Begin small.\n   \n   With one step.\n2. Then add.");
	expect(text).toContain("```python\ndef ways(n):\n    return 0\n```\n\n```javascript\nfunction ways(n) {}\n```");
	expect(text).toContain('[\n  {"args":[2],"expected":2},\n  {"args":[3],"expected":null}\n]\n```');
});

test("a behavioral question has its rubric, and good answers for a solution", () => {
	const levels = { 1: "Poor.", 3: "Fair,\nmostly.", 5: "Good." };
	const text = write({
		...base,
		interview_type: "behavioral",
		rubric: { structure: levels, ownership: levels, impact: levels, communication: levels },
	});
	expect(text).toContain("## Good answers\n\nAdd the two before.");
	expect(text).toContain("### Structure\n\n- 1: Poor.\n- 3: Fair,\n  mostly.\n- 5: Good.\n\n### Ownership");
	expect(text).not.toContain("Test cases");
});

test.each(["a: b", "# no comment", "2027", "true", "It's [here]", "yes"])("the title %s is quoted", (title) => {
	expect(write({ ...base, interview_type: "behavioral", title })).toContain(`title: ${JSON.stringify(title)}\n`);
});

test("a fence is longer than any in the code", () => {
	const text = write({
		...base,
		interview_type: "technical",
		starter_code: { python: '"""\n```\n"""\n', javascript: "" },
	});
	expect(text).toContain('````python\n"""\n```\n"""\n````');
});

import { expect, test } from "vitest";
import { placeInText, placeInWords } from "./places";

const TEXT = "---\ntitle: A title\ntags: [math]\n---\n\n## Prompt\n\nWhy?\n\n## Good answers\n\nSo.\n\n## Test cases\n";

test.each([
	["#/markdown/test_cases/2/args", "test cases 3 args"],
	["#/markdown", ""],
	["#/title", "title"],
	["#/markdown/And~1or", "And/or"],
])("%s is %j", (pointer, words) => {
	expect(placeInWords(pointer)).toBe(words);
});

test.each([
	["#/markdown/test_cases/2/args", "## Test cases"],
	["#/markdown/solution", "## Good answers"],
	["#/markdown/tags/1", "tags: [math]"],
	["#/markdown/title", "title: A title"],
	["#/markdown/hints", null],
	["#/markdown/(x", null],
	["#/markdown", null],
])("%s is at %j", (pointer, line) => {
	const place = placeInText(TEXT, pointer);
	expect(place && TEXT.slice(...place)).toBe(line);
});

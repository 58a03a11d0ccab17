import { expect, test } from "vitest";
import { stackFrom } from "./stacks";

test.each([
	["Firefox", "inner@code.js:2:9\n@code.js:5:1\nrun@https://example.org/assets/run.js:1:20\n"],
	["Safari", "inner@code.js:2:9\nglobal code@code.js:5:1\n@https://example.org/assets/run.js:1:20"],
])("an error's stack of %s reads as in Chromium, with its message and the program's frames", (_, stack) => {
	expect(stackFrom("Error: no", stack)).toMatch(/^Error: no\n {4}at inner \(code\.js:2:9\)\n {4}at code\.js:5:1$/);
});

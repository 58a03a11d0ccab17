import { expect, test } from "vitest";
import { testLines } from "./testLines";

const OUTPUT = `begins
✓ 1  solve([1])
     five spaces, printed
✗ 2  solve([2])
     returned 3
     expected 2
✗ 3  solve([])
     Error: empty
       at line 2
✓ 4  solve([4])
done
`;

test("failed tests come first, each with what went wrong, and what the program printed is apart", () => {
	const { tests, printed } = testLines(OUTPUT);
	expect(tests.map(({ title, passed }) => [title, passed])).toEqual([
		["2  solve([2])", false],
		["3  solve([])", false],
		["1  solve([1])", true],
		["4  solve([4])", true],
	]);
	expect(tests.map(({ detail }) => detail)).toEqual([
		"returned 3\nexpected 2\n",
		"Error: empty\n  at line 2\n",
		"",
		"",
	]);
	expect(printed).toBe("begins\n     five spaces, printed\ndone");
});

test("output that was cut, or has no tests, is printed", () => {
	expect(testLines("✓ 1  solve([1])\n… 12 more bytes were cut off here.")).toMatchObject({
		tests: [{ passed: true }],
		printed: "… 12 more bytes were cut off here.",
	});
	expect(testLines("")).toEqual({ tests: [], printed: "" });
});

import { expect, test } from "vitest";
import { asJson } from "../../api/wellFormed";
import { laidOutCall, laidOutJson, shortened } from "./layout";

test("a call is written with all its arguments, below each other where they are long", () => {
	expect(laidOutCall("solve", [[1, 2], "a"])).toBe('solve([1, 2], "a")');
	const row = [1, 0, 0, 1, 1, 0, 1, 0];
	expect(laidOutCall("solve", [[row, row, row], { top: 2 }])).toBe(
		`solve(
  [
    [1, 0, 0, 1, 1, 0, 1, 0],
    [1, 0, 0, 1, 1, 0, 1, 0],
    [1, 0, 0, 1, 1, 0, 1, 0]
  ],
  {"top": 2}
)`,
	);
	expect(laidOutJson(JSON.stringify(Array.from({ length: 30 }, (_, one) => one))).split("\n")).toHaveLength(4);
});

test("what is not JSON stays in its own words", () => {
	expect([laidOutJson("NaN"), laidOutJson("{1, 2}"), laidOutJson('{"a":[1]}')]).toEqual([
		"NaN",
		"{1, 2}",
		'{"a": [1]}',
	]);
});

test("a cut goes through no character, and halves of characters are marked as such", () => {
	expect(shortened("ab😀cd", 3)).toBe("ab … (6 characters)");
	expect(shortened("ab😀", 4)).toBe("ab😀");
	expect(shortened(shortened("x".repeat(900), 100), 50)).toBe(`${"x".repeat(50)} … (900 characters)`);
	expect(asJson({ text: "a\ud83d", list: ["\ude00b", "😀"] })).toBe('{"text":"a\ufffd","list":["\ufffdb","😀"]}');
});

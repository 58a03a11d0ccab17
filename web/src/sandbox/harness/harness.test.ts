import { expect, test } from "vitest";
import {
	DoesNotFit,
	type HarnessName,
	hasHarness,
	makeNonce,
	type PlainTests,
	Reader,
	starter,
	unwrap,
	wrap,
} from "./index";
import { infer } from "./types";

const nonce = makeNonce();

function tests(...cases: [args: unknown[], expected: unknown][]): PlainTests {
	const plain = cases.map(([args, expected]) => ({ args, expected, isError: false, isOpen: false }));
	return { function: "count_twins", compare: "exact", cases: plain };
}

const numbers = tests([[[1, 1], null], 2], [[[], "x"], 3_000_000_000]);

test("types fit all cases together", () => {
	const kinds = (...values: unknown[]) => {
		const { kind, nullable } = infer(values);
		return nullable ? `${kind}?` : kind;
	};
	expect(kinds(1, 2 ** 31 - 1)).toBe("int");
	expect(kinds(1, 2 ** 31, null)).toBe("long?");
	expect(kinds(1, 0.5)).toBe("double");
	expect(kinds(1, "1")).toBe("any");
	expect(kinds(null)).toBe("unknown?");
	expect(infer([[], [["cross", 5]], [["recent", 6]]])).toMatchObject({
		kind: "list",
		of: { kind: "tuple", of: [{ kind: "string" }, { kind: "int" }] },
	});
	expect(infer([{}, { a: [0.5] }])).toMatchObject({ kind: "map", of: { kind: "list", of: { kind: "double" } } });
});

test.each([
	["java", "class Solution {\n    public long countTwins(int[] numbers, String from_) {\n        return 0;"],
	["csharp", "public class Solution {\n    public long CountTwins(int[] numbers, string from_) {\n        return 0;"],
	["kotlin", "fun countTwins(numbers: List<Int>, from_: String?): Long {\n    return 0L\n}"],
	["rust", "fn count_twins(numbers: Vec<i32>, from_: Option<String>) -> i64 {"],
	["cpp", "long long count_twins(const vector<int>& numbers, const optional<string>& from_) {"],
	["c", "long long count_twins(int *numbers, int numbersSize, char *from_) {\n    return 0;"],
	["go", "func countTwins(numbers []int, from_ *string) int {\n\treturn 0\n}"],
	["swift", "func countTwins(_ numbers: [Int], _ from_: String?) -> Int {\n    return 0\n}"],
	["php", "function count_twins(array $numbers, ?string $from_): int {"],
	["ruby", "def count_twins(numbers, from_)\nend"],
	["lua", "function count_twins(numbers, from_)\nend"],
] as const)("an interview in %s begins with a fitting signature", (language, begin) => {
	const text = starter(language, numbers, "def count_twins(numbers: list[list[int]], from: dict[str, int]) -> int:");
	expect(text).toContain(begin);
	const line = text.split("\n")[0]!;
	expect(wrap(language, text, numbers, nonce)).toContain(language === "lua" ? line : text.trimEnd().slice(-20));
});

test.each([
	["java", "int countTwins(List<Integer> a, String b) { return 0; }", "Solution.class"],
	["java", "public class Main { static class Own { long CountTwins(int[] a, String b) {} } }", ".Own.class"],
	["csharp", "using System;\nint CountTwins(int[] a, string b) { return 0; }", "using System; class Solution {\nint"],
	[
		"cpp",
		"namespace std {}\nstruct Own { int count_twins(); };\nint main() { count_twins(); }",
		"(&::Own::count_twins)",
	],
	["rust", "impl Solution { pub fn count_twins(&self, a: &[i32], b: &str) -> i32 { 0 } }", "&Solution.count_twins("],
	["go", "package main // it\nfunc countTwins(a []int, b string) int { return 0 }", "package main; import m"],
	["swift", "func countTwins(in a: [Int], _ b: String?) -> Int { 0 }", "countTwins(in: "],
] as const)("%s: the function is found in %s", (language, code, part) => {
	const program = wrap(language, code, numbers, nonce);
	expect(program).toContain(part);
	expect(program.split("\n")[0]!.length).toBeGreaterThanOrEqual(code.split("\n")[0]!.length);
});

test.each([
	[
		"java",
		"class Solution { int other() { return countTwins(1); } /* int countTwins() {} */ }",
		"define count_twins or countTwins",
	],
	["cpp", "int main() { int n; cin >> n; }", "A program that reads its input can be run, but not tested."],
	["c", "int count_twins(int *numbers) {}", "In C, the test cases call count_twins(int *a, int aSize, char *b)."],
	["rust", "fn count_twins() {}", "The test cases call count_twins with 2 arguments."],
] as const)("%s: a sentence says why %s can't be tested", (language, code, sentence) => {
	expect(() => wrap(language, code, numbers, nonce)).toThrow(DoesNotFit);
	expect(() => wrap(language, code, numbers, nonce)).toThrow(sentence);
});

test("a list of several types is one that Rust has no type for", () => {
	const mixed = tests([[["a", 1, "b"]], 1], [[[2]], 1]);
	expect(() => starter("rust", mixed)).toThrow("for which Rust has no type");
	expect(starter("cpp", mixed)).toContain("vector<variant<string, int>>");
});

test("results are told from what the program prints", () => {
	const cases = tests([[], 1], [[], null], [[], [1]], [[], 2], [[], 2]);
	const out = [
		`before${nonce}:0:begin:\n`,
		`hello\n${nonce}:0:ok:1\n`,
		`${nonce}:5:ok:2\nm${nonce.slice(1, 9)}:1:ok:null\nmore${nonce}:1:ok:NaN\n`,
		`${nonce}:2:error:"\\u00e9: oops"\n`,
		"cut short",
	];
	expect(unwrap(out.join(""), nonce, cases)).toEqual({
		outside: "before",
		printed: `beforehello\nm${nonce.slice(1, 9)}:1:ok:null\nmorecut short`,
		results: [
			{ passed: true, got: "1", printed: "hello\n" },
			{ passed: false, got: "NaN", printed: `m${nonce.slice(1, 9)}:1:ok:null\nmore` },
			{ passed: false, error: "é: oops", printed: "" },
			{ passed: false, error: "The program ended before the function returned.", printed: "cut short" },
			{ passed: false, error: "Not tried: the program had ended.", printed: "" },
		],
	});
});

test("results are read as they come, in whatever pieces", () => {
	const cases = tests([[], 1], [[], 2]);
	const out = `a${nonce.slice(0, 5)}\n${nonce}:0:begin:\nb${nonce}:0:ok:1\n${nonce}:1:ok:2\nc${nonce}`;
	for (const size of [1, 3, 50, 500]) {
		let told = "";
		const outside = (text: string) => {
			told += text;
		};
		const reader = new Reader(nonce, cases, {
			outside,
			trying: () => outside("<"),
			tried: ({ passed, printed }) => outside(`[${passed} ${printed}]`),
		});
		for (let at = 0; at < out.length; at += size) reader.read(out.slice(at, at + size));
		expect(told.startsWith(`a${nonce.slice(0, 5)}\n<[true b][true ]`)).toBe(true);
		reader.end();
		expect(told).toBe(`a${nonce.slice(0, 5)}\n<[true b][true ]c${nonce}`);
	}
});

test("letters that a program has written as numbers are shown themselves", () => {
	const cases = tests([[], "é\ud83d\ude00\n\\u00e9"]);
	const out = `${nonce}:0:begin:\n${nonce}:0:ok:"\\u00e9\\ud83d\\ude00\\u000a\\\\u00e9"\n${nonce}:1:ok:1\nafter`;
	expect(unwrap(out, nonce, cases)).toEqual({
		printed: "after",
		outside: "after",
		results: [{ passed: true, got: '"é\ud83d\ude00\\n\\\\u00e9"', printed: "" }],
	});
});

test("names that the code could use don't lead to the nonce", () => {
	for (const language of ["java", "go", "rust", "cpp", "lua", "kotlin", "csharp", "swift"] as HarnessName[]) {
		const program = wrap(language, starter(language, numbers), numbers, nonce);
		expect(program).not.toContain("mm_");
		expect(program.replaceAll(`${nonce}:`, "")).not.toContain(nonce.slice(0, 12));
	}
	expect(hasHarness("python")).toBe(false);
});

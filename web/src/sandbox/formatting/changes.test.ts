import { expect, test } from "vitest";
import { changesBetween } from "./changes";
import type { Change } from "./protocol";

function applied(text: string, changes: readonly Change[]): string {
	return [...changes]
		.reverse()
		.reduce((done, { from, to, insert }) => done.slice(0, from) + insert + done.slice(to), text);
}

test("the changes make one text into the other, and touch no word that stays", () => {
	const before = "function  add( a,b ){\nreturn a+b\n}\nconst s='x'";
	const after = 'function add(a, b) {\n  return a + b;\n}\nconst s = "x";\n';
	const changes = changesBetween(before, after);
	expect(applied(before, changes)).toBe(after);
	for (const { from, to } of changes) expect(before.slice(from, to)).toMatch(/^[\s']*$/);
});

test("texts without anything in common, empty ones and equal ones", () => {
	expect(changesBetween("", "")).toEqual([]);
	expect(changesBetween("a b", "a b")).toEqual([]);
	expect(applied("", changesBetween("", "x\n"))).toBe("x\n");
	expect(applied("a b c", changesBetween("a b c", ""))).toBe("");
	expect(applied("a b c", changesBetween("a b c", "d e\nf"))).toBe("d e\nf");
	expect(applied("x = '\u{1f600}'", changesBetween("x = '\u{1f600}'", 'x = "\u{1f601}"'))).toBe('x = "\u{1f601}"');
});

test("any two texts, by chance", () => {
	let seed = 7;
	const random = (below: number) => {
		seed = (seed * 1103515245 + 12345) % 2147483648;
		return seed % below;
	};
	const text = () => Array.from({ length: random(30) }, () => "ab(), \n;"[random(8)]).join("");
	for (let round = 0; round < 2000; round++) {
		const [one, other] = [text(), text()];
		expect(applied(one, changesBetween(one, other))).toBe(other);
	}
});

test("a text with more differences than are looked for is changed all the same", () => {
	const [one, other] = [Array(5000).fill("a").join(" "), Array(5000).fill("b").join(" ")];
	expect(applied(one, changesBetween(one, other))).toBe(other);
});

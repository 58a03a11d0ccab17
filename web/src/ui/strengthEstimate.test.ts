import { expect, test } from "vitest";
import { estimate } from "./strengthEstimate";

test("what everybody tries first is very easy to guess", () => {
	expect(estimate("password", [])).toBe(0);
	expect(estimate("qwertyuiop", [])).toBe(0);
});

test("a few unusual words are strong", () => {
	expect(estimate("seven quiet lanterns above", [])).toBe(4);
});

test("the address of the same form, or a part of it, adds little", () => {
	const name = "vexilloskomantia";
	expect(estimate(name, [])).toBeGreaterThan(2);
	expect(estimate(name, [`${name}@example.org`])).toBeLessThan(2);
});

test("the longest password takes no longer than one of a hundred characters", () => {
	expect(estimate("aB3$".repeat(32), [])).toBeLessThan(4);
	expect(estimate("a".repeat(128), [])).toBeLessThan(3);
});

import { expect, test } from "vitest";
import { signatureOf } from "./signature";

test("parameters come with their types, which may have commas", () => {
	const python = "import re\n\ndef visits(by_day: dict[str, list[int]], limit: int = 3) -> list[str]:\n    return []\n";
	expect(signatureOf("visits", { python, javascript: "function visits(byDay, limit) {}" })).toEqual({
		parameters: [
			{ name: "by_day", type: "dict[str, list[int]]" },
			{ name: "limit", type: "int" },
		],
		returns: "list[str]",
	});
});

test("without Python there are names alone, and nothing where there is no function", () => {
	const javascript = "function solve(grid, start) {\n  return 0;\n}\n";
	expect(signatureOf("solve", { javascript })?.parameters.map(({ name }) => name)).toEqual(["grid", "start"]);
	expect(signatureOf("none", { javascript: "function none() {}" })?.parameters).toEqual([]);
	for (const name of [null, "other", "so(lve"]) expect(signatureOf(name, { javascript })).toBeNull();
	expect(signatureOf("solve", null)).toBeNull();
});

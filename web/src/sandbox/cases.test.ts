import { expect, test } from "vitest";
import { tryCases } from "./cases";
import { Output } from "./output";
import type { Tests } from "./protocol";

const tests: Tests = {
	function: "double",
	cases: [
		{ args: [2], expected: 4 },
		{ args: [3], expected: 6 },
		{ args: [null], expected: null },
	],
	compare: "exact",
};

test("each case says how it went, and those that passed are counted", async () => {
	let printed = "";
	const output = new Output("1", (message) => {
		if (message.type === "output") printed += message.text;
	});
	const call = (args: string) => {
		const [value] = JSON.parse(args);
		if (value === null) throw new Error("no number");
		return JSON.stringify(value + 2);
	};
	expect(await tryCases(tests, call, output, (error) => (error as Error).message)).toBe(1);
	expect(printed).toBe(
		"✓ 1  double(2)\n✗ 2  double(3)\n     returned 5\n     expected 6\n✗ 3  double(null)\n     no number\n",
	);
});

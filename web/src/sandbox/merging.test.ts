import { expect, test, vi } from "vitest";
import { merging } from "./merging";
import type { FromSandbox } from "./protocol";

const printed = (stream: "stdout" | "stderr", text: string): FromSandbox => ({ type: "output", id: "1", stream, text });

test("pieces of one stream become one, in the order of all", () => {
	vi.useFakeTimers();
	const told: FromSandbox[] = [];
	const tell = merging((message) => told.push(message));
	for (const text of ["a", "b"]) tell(printed("stdout", text));
	tell(printed("stderr", "c"));
	tell(printed("stdout", "d"));
	expect(told).toEqual([printed("stdout", "ab"), printed("stderr", "c")]);
	vi.runAllTimers();
	expect(told).toHaveLength(3);
	tell(printed("stdout", "e"));
	const done: FromSandbox = { type: "done", id: "1", exitCode: 0, ms: 1 };
	tell(done);
	expect(told.slice(2)).toEqual([printed("stdout", "d"), printed("stdout", "e"), done]);
});

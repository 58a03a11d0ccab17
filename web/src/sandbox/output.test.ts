import { expect, test } from "vitest";
import { Output } from "./output";
import type { FromSandbox } from "./protocol";

test("output that is too long is cut between characters", () => {
	const told: FromSandbox[] = [];
	const output = new Output("1", (message) => told.push(message));
	output.print("stdout", `a${"😀".repeat(40_000)}`);
	output.print("stdout", "b");
	const texts = told.map((message) => (message.type === "output" ? message.text : ""));
	expect(texts).toHaveLength(2);
	expect(encodeURIComponent(texts[0] ?? "")).toMatch(/^a(%F0%9F%98%80)+$/);
	expect(texts[0]).toHaveLength(64 * 1024 - 1);
	expect(texts[1]).toContain("there is more");
});

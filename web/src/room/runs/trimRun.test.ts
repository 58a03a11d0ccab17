import { expect, test } from "vitest";
import { trimRun } from "./trimRun";

const run = { language: "python" as const, stdout: "", stderr: "", status: "Finished", ms: 1 };

test("what is short is shown whole", () => {
	expect(trimRun({ ...run, stdout: "42\n" }).stdout).toBe("42\n");
});

test.each(["x", "ä", "✓", "\u0000"])("however much of %j is printed, it fits into a message", (one) => {
	const cut = trimRun({ ...run, stdout: one.repeat(70_000), stderr: one.repeat(70_000) });
	expect(new TextEncoder().encode(JSON.stringify(cut)).length).toBeLessThan(64 * 1024 - 500);
	expect(cut.stdout.length).toBeGreaterThan(1_000);
});

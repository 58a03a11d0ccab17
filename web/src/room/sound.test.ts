import { expect, test } from "vitest";
import { Speech } from "./sound";

/** Whether it counts as speech after each level, at ten a second. */
function heard(levels: readonly number[]): boolean[] {
	const speech = new Speech();
	return levels.map((level, index) => speech.hear(level, index * 100));
}

test("speech begins with its second sound in a row and goes on over a breath", () => {
	expect(heard([0, 0.1, 0.1, 0, 0, 0])).toEqual([false, false, true, true, true, true]);
});

test("a click and the noise of a room are none, and it ends", () => {
	expect(heard([0.3, 0, 0.3, 0])).toEqual([false, false, false, false]);
	expect(heard(Array(20).fill(0.004))).not.toContain(true);
	expect(heard([0.1, 0.1, ...Array(12).fill(0)]).slice(-3)).toEqual([false, false, false]);
});

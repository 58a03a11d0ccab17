import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { insist } from "./insist";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("what does not come is asked for again until it does", async () => {
	let tries = 0;
	const load = () => (++tries < 4 ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve("here"));
	const loaded = insist(load);
	await vi.advanceTimersByTimeAsync(2999);
	expect(tries).toBe(2);
	await vi.advanceTimersByTimeAsync(1 + 4000);
	expect(await loaded).toBe("here");
	expect(tries).toBe(4);
});

test("the pauses end at half a minute", async () => {
	let tries = 0;
	void insist(() => Promise.reject(new Error(String(++tries))));
	await vi.advanceTimersByTimeAsync(61_000);
	const before = tries;
	await vi.advanceTimersByTimeAsync(300_000);
	expect(tries - before).toBe(10);
});

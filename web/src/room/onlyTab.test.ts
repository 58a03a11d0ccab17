import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { claimTab, GIVE_UP, SAY_SO } from "./onlyTab";

/** The browser's locks, as far as one name goes. */
class OneLock {
	private holder: { drop(error: Error): void } | null = null;
	private queue: (() => void)[] = [];

	readonly manager = { request: this.request.bind(this) } as unknown as LockManager;

	private request(_name: string, options: LockOptions, held: () => unknown): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const grant = async () => {
				const mine = { drop: reject };
				this.holder = mine;
				await held();
				resolve(undefined);
				if (this.holder !== mine) return;
				this.holder = null;
				this.queue.shift()?.();
			};
			if (options.steal) {
				this.holder?.drop(new DOMException("stolen", "AbortError"));
				void grant();
			} else if (this.holder === null) void grant();
			else {
				this.queue.push(() => void grant());
				options.signal?.addEventListener("abort", () => {
					this.queue = [];
					reject(new DOMException("aborted", "AbortError"));
				});
			}
		});
	}
}

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

test.each([30, 200, SAY_SO + 300])("a reload enters the room when the old page lets go after %d ms", async (late) => {
	const { manager } = new OneLock();
	const leaveOldPage = claimTab(manager, "room", false, () => undefined);
	const states: string[] = [];
	claimTab(manager, "room", false, (state) => states.push(state));
	await vi.advanceTimersByTimeAsync(late);
	leaveOldPage();
	await vi.advanceTimersByTimeAsync(2 * GIVE_UP);
	expect(states.at(-1)).toBe("here");
	expect(states).toEqual(late < SAY_SO ? ["here"] : ["elsewhere", "here"]);
});

test("a second tab says so, and stays out when the first one closes much later", async () => {
	const { manager } = new OneLock();
	const leaveFirst = claimTab(manager, "room", false, () => undefined);
	const states: string[] = [];
	claimTab(manager, "room", false, (state) => states.push(state));
	await vi.advanceTimersByTimeAsync(SAY_SO);
	expect(states).toEqual(["elsewhere"]);
	await vi.advanceTimersByTimeAsync(GIVE_UP);
	leaveFirst();
	await vi.advanceTimersByTimeAsync(GIVE_UP);
	expect(states).not.toContain("here");
});

test("a tab that takes over is in, and the other one is out", async () => {
	const { manager } = new OneLock();
	const first: string[] = [];
	const second: string[] = [];
	claimTab(manager, "room", false, (state) => first.push(state));
	claimTab(manager, "room", true, (state) => second.push(state));
	await vi.advanceTimersByTimeAsync(GIVE_UP);
	expect([first.at(-1), second.at(-1)]).toEqual(["elsewhere", "here"]);
});

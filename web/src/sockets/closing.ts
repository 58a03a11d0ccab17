// What a close code asks of us, and how long to wait before coming back.

/** Wait this much more, in milliseconds, after having sent too much. */
export const REST = 5_000;
const LONGEST = 15_000;

export type Verdict = "again" | "slower" | "stop";

/** Says whether to come back after a socket was closed: 45xx won't get better, the rest may. */
export function verdict(code: number): Verdict {
	if (code === 1000 || code === 1007 || code === 1009 || (code >= 4500 && code < 4600)) return "stop";
	return code === 4429 ? "slower" : "again";
}

/** Returns milliseconds to wait: random up to a bound that doubles, so that not everybody comes at once. */
export function backoff(attempts: number, random = Math.random): number {
	const bound = Math.min(LONGEST, 1_000 * 2 ** Math.min(attempts, 10));
	return 500 + random() * (bound - 500);
}

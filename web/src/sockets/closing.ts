// What each close code means for reconnecting, and how long to wait before the next attempt.

import type { ErrorData } from "./frames";

/** Wait this much more, in milliseconds, after having sent too much. */
export const REST = 5_000;
const LONGEST = 15_000;
/** The close code of a room whose interview is over. */
export const ROOM_OVER = 4504;

export type Verdict = "again" | "slower" | "stop";

/** Says whether to come back after a socket was closed: 45xx won't get better, the rest may. */
export function verdict(code: number): Verdict {
	if (code === 1000 || code === 1007 || code === 1009 || (code >= 4500 && code < 4600)) return "stop";
	return code === 4429 ? "slower" : "again";
}

const WORDS: Record<number, string> = {
	1000: "The server closed the connection.",
	1007: "This page sent something that the server could not read.",
	1009: "This page sent a message that was too large for the server.",
	4500: "This page sent something that the server could not use.",
	4501: "Your login could not be confirmed; log in again.",
	4503: "It is not yours, or not open now.",
	4504: "The interview is over.",
	4505: "It is open in too many tabs or browsers; the last five you opened stay connected.",
	4506: "Your login has ended; log in again.",
};

/** Says why a socket was closed for good, where the server has said no more than the code. */
export function inWords(code: number): ErrorData {
	return { code: `closed_${code}`, detail: WORDS[code] ?? `The server closed the connection (${code}).` };
}

/** Returns milliseconds to wait: random up to a bound that doubles, so that not everybody comes at once. */
export function backoff(attempts: number, random = Math.random): number {
	const bound = Math.min(LONGEST, 1_000 * 2 ** Math.min(attempts, 10));
	return 500 + random() * (bound - 500);
}

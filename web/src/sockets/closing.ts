// What each close code means for reconnecting, and how long to wait before the next attempt.

import { t } from "@lingui/core/macro";
import type { ErrorData } from "./frames";

/** Additional wait after sending too much, in milliseconds. */
export const REST = 5_000;
const LONGEST = 15_000;
/** The close code of a room whose interview is over. */
export const ROOM_OVER = 4504;

export type Verdict = "again" | "slower" | "stop";

/** Returns whether to reconnect after a socket was closed: 45xx codes are final, most others are not. */
export function verdict(code: number): Verdict {
	if (code === 1000 || code === 1007 || code === 1009 || (code >= 4500 && code < 4600)) return "stop";
	return code === 4429 ? "slower" : "again";
}

const WORDS: Record<number, string> = {
	1000: t`The server closed the connection.`,
	1007: t`This page sent something that the server could not read.`,
	1009: t`This page sent a message that was too large for the server.`,
	4500: t`This page sent something that the server could not use.`,
	4501: t`Your login could not be confirmed; log in again.`,
	4503: t`It isn’t yours, or it isn’t open now.`,
	4504: t`The interview is over.`,
	4505: t`It is open in too many tabs or browsers; the last five you opened stay connected.`,
	4506: t`Your login has ended; log in again.`,
};

/** Returns the reason why a socket was closed for good, if the server sent only a code. */
export function inWords(code: number): ErrorData {
	return { code: `closed_${code}`, detail: WORDS[code] ?? t`The server closed the connection (${code}).` };
}

/** Returns a random wait within the time over which a server that restarts asks its clients to come back, if it does. */
export function spread(code: number, reason: string, random = Math.random): number | undefined {
	const seconds = code === 1012 && /spread=(\d+(?:\.\d+)?)$/.exec(reason)?.[1];
	return seconds ? random() * Math.min(LONGEST, Number(seconds) * 1000) : undefined;
}

/** Returns a random wait in milliseconds, up to a bound that doubles, so that clients don't all reconnect at once. */
export function backoff(attempts: number, random = Math.random): number {
	const bound = Math.min(LONGEST, 1_000 * 2 ** Math.min(attempts, 10));
	return 500 + random() * (bound - 500);
}

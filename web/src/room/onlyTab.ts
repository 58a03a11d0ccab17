// Lets one tab at a time take part in a room; another tab can take over. Without locks (no HTTPS) every tab may.
import { useCallback, useEffect, useState } from "react";

export type TabState = "asking" | "here" | "elsewhere";

/** Milliseconds without the lock until the page says that another tab has it. */
export const SAY_SO = 500;
/** Milliseconds until the page stops waiting: the page that a reload replaces may take a while to release the lock. */
export const GIVE_UP = 5_000;

export function useOnlyTab(name: string): { state: TabState; takeOver(): void } {
	const [state, setState] = useState<TabState>(navigator.locks ? "asking" : "here");
	const [attempt, setAttempt] = useState(0);
	useEffect(() => {
		if (navigator.locks) return claimTab(navigator.locks, name, attempt > 0, setState);
	}, [name, attempt]);
	return { state, takeOver: useCallback(() => setAttempt((count) => count + 1), []) };
}

/** Claims `name` for this tab and reports each change. Returns a function that gives it up. */
export function claimTab(
	locks: LockManager,
	name: string,
	steal: boolean,
	report: (state: TabState) => void,
): () => void {
	const waiting = new AbortController();
	let release: () => void = () => undefined;
	let isOver = false;
	const timers: ReturnType<typeof setTimeout>[] = [];
	const stopTimers = () => timers.forEach(clearTimeout);
	const elsewhere = () => {
		if (!isOver) report("elsewhere");
	};
	const hold = () => {
		stopTimers();
		if (isOver) return undefined;
		report("here");
		return new Promise<void>((resolve) => {
			release = resolve;
		});
	};
	if (!steal)
		timers.push(
			setTimeout(elsewhere, SAY_SO),
			setTimeout(() => waiting.abort(), GIVE_UP),
		);
	// Rejected when another tab steals the lock, and when the wait is given up.
	locks.request(name, steal ? { steal } : { signal: waiting.signal }, hold).catch(elsewhere);
	return () => {
		isOver = true;
		stopTimers();
		waiting.abort();
		release();
	};
}

// The one place in which two texts differ. Pure.

export interface Difference {
	from: number;
	to: number;
	insert: string;
}

/** Returns what to replace in a text to get another one; null if they are the same. */
export function difference(before: string, now: string): Difference | null {
	if (before === now) return null;
	const most = Math.min(before.length, now.length);
	let from = 0;
	while (from < most && before[from] === now[from]) from += 1;
	let end = 0;
	while (end < most - from && before[before.length - 1 - end] === now[now.length - 1 - end]) end += 1;
	return { from, to: before.length - end, insert: now.slice(from, now.length - end) };
}

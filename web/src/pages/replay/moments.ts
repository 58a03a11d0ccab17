// Where to go in a recording: to what happened before or after a moment, and past the time in which nothing did. Pure.

export type Kind = "passed" | "run" | "swap" | "chat";

/** Something that happened, as far as one can go there. */
interface Told {
	at: number;
	/** What one can jump to it as. */
	kinds: readonly Kind[];
}

/** Returns the last line of a kind before a moment, or the first after it; undefined if there is none. */
export function jump<Line extends Told>(lines: readonly Line[], kind: Kind, at: number, isBack: boolean) {
	const of = lines.filter((line) => line.kinds.includes(kind));
	return isBack ? of.findLast((line) => line.at < at) : of.find((line) => line.at > at);
}

/** Milliseconds without anything that are too long to be watched, and how much of them is kept at each end. */
export const IDLE = 10_000;
const KEPT = 2_000;

/** Returns the moment to go on at: later than `at` if that is in a time without anything. `moments` are in order. */
export function pastIdle(moments: readonly number[], at: number): number {
	let [low, high] = [0, moments.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((moments[middle] as number) <= at) low = middle + 1;
		else high = middle;
	}
	const [before, next] = [moments[low - 1], moments[low]];
	if (before === undefined || next === undefined || next - before < IDLE || at - before < KEPT) return at;
	return Math.max(at, next - KEPT);
}

/** Returns the moments at which something happened, in order. */
export function momentsOf(lines: readonly Told[], changes: readonly number[], from: number, to: number): number[] {
	const all = [from, ...lines.map(({ at }) => at), ...changes, to];
	return all.filter((at) => at >= from && at <= to).sort((one, other) => one - other);
}

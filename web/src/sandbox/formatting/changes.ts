// The difference between a text and its formatted form, in small pieces: cursors between them stay where they were.
import type { Change } from "./protocol";

interface Token {
	text: string;
	start: number;
	end: number;
}

/** Edits beyond which the search takes too long: then all that differs is one piece. */
const MOST_EDITS = 4000;

/** Returns what makes `before` into `after`, in order. Blank space is compared only between words that stay. */
export function changesBetween(before: string, after: string): Change[] {
	const [old, fresh] = [tokensOf(before), tokensOf(after)];
	const changes: Change[] = [];
	let [from, start] = [0, 0];
	const upTo = (to: number, end: number) => {
		const change = trimmed(before, from, to, after.slice(start, end));
		if (change) changes.push(change);
	};
	for (const [i, j] of kept(old, fresh)) {
		const [one, other] = [old[i] as Token, fresh[j] as Token];
		upTo(one.start, other.start);
		[from, start] = [one.end, other.end];
	}
	upTo(before.length, after.length);
	return changes;
}

function tokensOf(text: string): Token[] {
	return [...text.matchAll(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)].map(({ 0: word, index }) => ({
		text: word,
		start: index,
		end: index + word.length,
	}));
}

function trimmed(text: string, from: number, to: number, insert: string): Change | null {
	let first = 0;
	const shorter = Math.min(to - from, insert.length);
	while (first < shorter && text[from + first] === insert[first]) first++;
	let last = 0;
	while (last < shorter - first && text[to - 1 - last] === insert[insert.length - 1 - last]) last++;
	const change = { from: from + first, to: to - last, insert: insert.slice(first, insert.length - last) };
	return change.from === change.to && change.insert === "" ? null : change;
}

/** Returns the pairs of tokens that stay, by Myers' search for the shortest way from one text to the other. */
function kept(old: readonly Token[], fresh: readonly Token[]): [number, number][] {
	const ways = shortestWay(old, fresh);
	if (!ways) return [];
	const pairs: [number, number][] = [];
	let [i, j] = [old.length, fresh.length];
	for (let edits = ways.length - 1; edits >= 0; edits--) {
		const far = ways[edits] as Far;
		const diagonal = i - j;
		const isDown = diagonal === -edits || (diagonal !== edits && far(diagonal - 1) < far(diagonal + 1));
		const [x, y] =
			edits === 0
				? [0, 0]
				: isDown
					? [far(diagonal + 1), far(diagonal + 1) - diagonal - 1]
					: [far(diagonal - 1), far(diagonal - 1) - diagonal + 1];
		const [endI, endJ] = edits === 0 ? [0, 0] : isDown ? [x, y + 1] : [x + 1, y];
		while (i > endI && j > endJ) pairs.push([--i, --j]);
		[i, j] = [x, y];
	}
	return pairs.reverse();
}

/** How far each diagonal was reached before the edit. */
type Far = (diagonal: number) => number;

function shortestWay(old: readonly Token[], fresh: readonly Token[]): Far[] | null {
	const most = Math.min(MOST_EDITS, old.length + fresh.length);
	const middle = most + 1;
	const far = new Int32Array(2 * middle + 1);
	const ways: Far[] = [];
	for (let edits = 0; edits <= most; edits++) {
		const low = middle - edits - 1;
		const reached = far.slice(low, middle + edits + 2);
		ways.push((diagonal) => reached[diagonal + middle - low] ?? 0);
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			const at = middle + diagonal;
			const [left, right] = [far[at - 1] as number, far[at + 1] as number];
			let i = diagonal === -edits || (diagonal !== edits && left < right) ? right : left + 1;
			if (edits === 0) i = 0;
			while (i < old.length && i - diagonal < fresh.length && old[i]?.text === fresh[i - diagonal]?.text) i++;
			far[at] = i;
			if (i >= old.length && i - diagonal >= fresh.length) return ways;
		}
	}
	return null;
}

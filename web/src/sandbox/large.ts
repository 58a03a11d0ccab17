// Writes out the short forms that test cases have for large values; docs/questions.md lists them. The API has the same
// in Python, and tests/vectors/large.json says what both make of them.

// A program in the same worker may have changed all methods: only these are used.
const { isArray } = Array;
const { keys } = Object;
const { floor, imul, max } = Math;

/** Members and characters of the values of one case. */
export const MOST = 2_000_000;

/** The forms, each with what it is given. */
export interface Forms {
	$range: readonly [start: number, stop: number, step?: number];
	$repeat: readonly [value: unknown, count: number];
	$shuffled: readonly [list: unknown, seed: number];
	$concat: readonly unknown[];
	$zip: readonly unknown[];
	$random: { seed: number; count: number; from: number; to: number };
	$words: { seed: number; count: number; length: number; letters: string };
}
export type FormName = keyof Forms;

const NAMES: Record<FormName, true> = {
	$range: true,
	$repeat: true,
	$shuffled: true,
	$concat: true,
	$zip: true,
	$random: true,
	$words: true,
};

/** Returns the name of a value's short form; undefined if it is a value as it stands. */
export function formOf(value: unknown): FormName | undefined {
	if (typeof value !== "object" || value === null || isArray(value)) return undefined;
	const names = keys(value);
	const name = names[0] as FormName;
	return names.length === 1 && NAMES[name] === true ? name : undefined;
}

/** A value that is too large to be written out. */
export class TooLarge extends Error {}

/** Returns the value with all short forms in it written out. Throws TooLarge. */
export function expand(value: unknown): unknown {
	return written(value, { left: MOST });
}

interface Room {
	left: number;
}

function take(room: Room, count: number): void {
	room.left -= count;
	if (room.left < 0) throw new TooLarge("This test case is too large to be written out.");
}

function written(value: unknown, room: Room): unknown {
	if (typeof value === "string") {
		take(room, value.length);
		return value;
	}
	if (typeof value !== "object" || value === null) return value;
	if (isArray(value)) return all(value, room);
	const name = formOf(value);
	if (name) return FORMS[name]((value as unknown as Forms)[name] as never, room);
	const names = keys(value);
	take(room, names.length);
	const object: Record<string, unknown> = {};
	for (let index = 0; index < names.length; index++) {
		const key = names[index]!;
		object[key] = written((value as Record<string, unknown>)[key], room);
	}
	return object;
}

function all(list: readonly unknown[], room: Room): unknown[] {
	take(room, list.length);
	const members: unknown[] = [];
	for (let index = 0; index < list.length; index++) members[index] = written(list[index], room);
	return members;
}

function listOf(value: unknown, room: Room): unknown[] {
	const list = written(value, room);
	if (!isArray(list)) throw new TypeError("This short form takes a list.");
	return list;
}

const FORMS: { [Name in FormName]: (given: Forms[Name], room: Room) => unknown } = {
	$range([start, stop, step = 1], room) {
		const count = rangeLength(start, stop, step);
		take(room, count);
		const list: number[] = [];
		for (let index = 0; index < count; index++) list[index] = start + index * step;
		return list;
	},
	$repeat([value, count], room) {
		if (isText(value)) {
			const part = written(value, room) as string;
			take(room, part.length * (count - 1));
			let text = "";
			for (let index = 0; index < count; index++) text += part;
			return text;
		}
		take(room, count);
		const list: unknown[] = [];
		for (let index = 0; index < count; index++) list[index] = written(value, room);
		return list;
	},
	$shuffled([value, seed], room) {
		const list = listOf(value, room);
		const next = generator(seed);
		for (let index = list.length - 1; index > 0; index--) {
			const other = floor(next() * (index + 1));
			const member = list[index];
			list[index] = list[other];
			list[other] = member;
		}
		return list;
	},
	$concat(parts, room) {
		const first = parts.length > 0 ? written(parts[0], room) : [];
		if (typeof first === "string") {
			let text = first;
			for (let index = 1; index < parts.length; index++) text += written(parts[index], room) as string;
			return text;
		}
		const list = first as unknown[];
		for (let index = 1; index < parts.length; index++) {
			const more = listOf(parts[index], room);
			for (let place = 0; place < more.length; place++) list[list.length] = more[place];
		}
		return list;
	},
	$zip(parts, room) {
		const lists: unknown[][] = [];
		let count = parts.length === 0 ? 0 : MOST;
		for (let index = 0; index < parts.length; index++) {
			const list = listOf(parts[index], room);
			lists[index] = list;
			if (list.length < count) count = list.length;
		}
		const rows: unknown[][] = [];
		for (let row = 0; row < count; row++) {
			const members: unknown[] = [];
			for (let index = 0; index < lists.length; index++) members[index] = lists[index]![row];
			rows[row] = members;
		}
		return rows;
	},
	$random({ seed, count, from, to }, room) {
		take(room, count);
		const next = generator(seed);
		const list: number[] = [];
		for (let index = 0; index < count; index++) list[index] = from + floor(next() * (to - from + 1));
		return list;
	},
	$words({ seed, count, length, letters: text }, room) {
		take(room, count * (length + 1));
		const letters = lettersOf(text);
		const next = generator(seed);
		const list: string[] = [];
		for (let index = 0; index < count; index++) {
			let word = "";
			for (let place = 0; place < length; place++) word += letters[floor(next() * letters.length)];
			list[index] = word;
		}
		return list;
	},
};

/** Whether a value is a text once it is written out. */
export function isText(value: unknown): boolean {
	if (typeof value === "string") return true;
	const name = formOf(value);
	if (name !== "$repeat" && name !== "$concat") return false;
	return isText((value as unknown as Forms)[name][0]);
}

/** A text's characters: two halves of a pair are one. */
function lettersOf(text: string): string[] {
	const letters: string[] = [];
	for (let at = 0; at < text.length; at++) {
		const isPair = text[at]! >= "\ud800" && text[at]! <= "\udbff" && at + 1 < text.length;
		letters[letters.length] = isPair ? text[at]! + text[++at] : text[at]!;
	}
	return letters;
}

/** How many numbers a range has, as in Python. */
export function rangeLength(start: number, stop: number, step: number): number {
	if (step === 0) throw new RangeError("The step of a range is not 0.");
	const count = floor((stop - start + step - (step > 0 ? 1 : -1)) / step);
	return max(count, 0);
}

/** Returns mulberry32 from a seed: each call gives a number from 0 to below 1. */
export function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

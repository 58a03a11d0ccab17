// The marks on the whiteboard, as a list in the shared document, beside the code. Reading them; `writing.ts` writes.
//
// A mark is a map with `kind` and `colour` (an index); docs/protocol.md lists the fields of each kind. Strokes and labels
// are the kinds of older clients, and stay as they were. Anything else in the list is ignored, and numbers are kept
// within their ranges: the peer's client wrote them.
import { t } from "@lingui/core/macro";
import * as Y from "yjs";

export type Board = Y.Array<Y.Map<unknown>>;
/** The part of the board that is seen at first, and that older clients have. */
export const FRAME = { x: 0, y: 0, w: 1600, h: 1200 } as const;
/** How far from the origin anything can be. */
export const FARTHEST = 100_000;
export const COLOURS = [t`black`, t`blue`, t`red`, t`green`, t`orange`, t`purple`] as const;
/** How many of these clients and servers of the release before know. */
export const OLD_COLOURS = 4;
export const LONGEST_LABEL = 120;
export const LONGEST_TEXT = 1000;
export const LABEL_SIZE = 32;
/** A mark is an element of the page; this many are drawn without a wait. */
export const MOST_MARKS = 2_000;
const MOST_POINTS = 30_000;

interface Common {
	/** Names the mark here, for as long as it exists. */
	key: string;
	/** Names the mark for everybody, so that arrows can stick to it; "" if it has no name. */
	id: string;
	colour: number;
	/** The layer; within one, what came later is on top. */
	z: number;
}
export interface Stroke extends Common {
	kind: "stroke";
	width: number;
	points: readonly number[];
	/** How far it was moved since it was drawn. */
	x: number;
	y: number;
	/** The size it was brought to, 0 for that of its points. */
	w: number;
	h: number;
}
export interface Label extends Common {
	kind: "label";
	/** The left end of its base line. */
	x: number;
	y: number;
	text: string;
}
export interface Words extends Common {
	kind: "text";
	x: number;
	y: number;
	size: number;
	text: string;
}
export const BOXES = ["rect", "ellipse", "diamond"] as const;
export interface Box extends Common {
	kind: (typeof BOXES)[number];
	x: number;
	y: number;
	w: number;
	h: number;
	width: number;
	fill: number;
	size: number;
	text: string;
}
export const CONNECTORS = ["arrow", "line"] as const;
export interface Connector extends Common {
	kind: (typeof CONNECTORS)[number];
	/** Where it begins, and how far away it ends, for ends that stick to nothing. */
	x: number;
	y: number;
	w: number;
	h: number;
	/** The ids of the marks that its ends stick to, or "". */
	from: string;
	to: string;
	/** The places in these marks that it aims at, in thousandths of their width and height. */
	fx: number;
	fy: number;
	tx: number;
	ty: number;
	width: number;
	size: number;
	text: string;
}
export type Mark = Stroke | Label | Words | Box | Connector;
export type Cache = WeakMap<Y.Map<unknown>, Mark | null>;

/** Returns the marks that can be shown, bottom first. `cache` holds those that have not changed. */
export function read(board: Board, cache: Cache = new WeakMap()): Mark[] {
	const keys = new Set<string>();
	const marks: Mark[] = [];
	for (const one of board.toArray()) {
		const mark = one instanceof Y.Map ? readCached(one, cache) : null;
		if (!mark) continue;
		// Of two with the same name, the first has it.
		marks.push(keys.has(mark.key) ? { ...mark, key: keyOf(one), id: "" } : mark);
		keys.add(mark.key);
		if (marks.length === MOST_MARKS) break;
	}
	return marks.sort((one, other) => one.z - other.z);
}

/** Returns each mark's map, by key. */
export function mapsOf(board: Board): Map<string, Y.Map<unknown>> {
	const maps = new Map<string, Y.Map<unknown>>();
	for (const one of board.toArray()) {
		if (!(one instanceof Y.Map)) continue;
		const key = idOf(one) || keyOf(one);
		maps.set(maps.has(key) ? keyOf(one) : key, one);
	}
	return maps;
}

function readCached(map: Y.Map<unknown>, cache: Cache): Mark | null {
	let mark = cache.get(map);
	if (mark === undefined) {
		mark = readOne(map);
		cache.set(map, mark);
	}
	return mark;
}

type Fields = ReturnType<typeof fieldsOf>;

function readOne(map: Y.Map<unknown>): Mark | null {
	const kind = map.get("kind");
	const fields = fieldsOf(map);
	const id = idOf(map);
	const z = fields.number("z", -FARTHEST, FARTHEST, 0);
	const common = { key: id || keyOf(map), id, colour: fields.number("colour", 0, COLOURS.length - 1, 0), z };
	if (kind === "stroke") return readStroke(common, map.get("points"), fields);
	const text = fields.text();
	if (kind === "label") return text === null ? null : { kind, ...common, ...fields.place(), text: cut(text) };
	if (kind === "text") return text === null ? null : { kind, ...common, ...fields.place(), ...fields.words(text) };
	const stroked = {
		...common,
		...fields.place(),
		width: fields.number("width", 1, 40, 5),
		...fields.words(text ?? ""),
	};
	if (isOneOf(BOXES, kind)) {
		const fill = fields.number("fill", 0, 1, 0);
		return { kind, ...stroked, fill, w: fields.number("w", 1, FARTHEST, 1), h: fields.number("h", 1, FARTHEST, 1) };
	}
	if (!isOneOf(CONNECTORS, kind)) return null;
	return { kind, ...stroked, w: fields.far("w"), h: fields.far("h"), ...fields.ends() };
}

function readStroke(common: Common, points: unknown, fields: Fields): Stroke | null {
	if (!(points instanceof Y.Array)) return null;
	const numbers = points.slice(0, 2 * MOST_POINTS).map((one) => within(one, -FARTHEST, FARTHEST, 0));
	const [w, h] = [fields.number("w", 0, FARTHEST, 0), fields.number("h", 0, FARTHEST, 0)];
	return {
		kind: "stroke",
		...common,
		...fields.place(),
		w,
		h,
		width: fields.number("width", 1, 40, 1),
		points: numbers,
	};
}

/** The fields of a map, each within its range. */
function fieldsOf(map: Y.Map<unknown>) {
	const number = (name: string, least: number, most: number, or: number) => within(map.get(name), least, most, or);
	const far = (name: string) => number(name, -FARTHEST, FARTHEST, 0);
	const share = (name: string) => number(name, 0, 1000, 500);
	const stuck = (name: string) => nameIn(map.get(name));
	return {
		number,
		far,
		place: () => ({ x: far("x"), y: far("y") }),
		text: () => plain(map.get("text")),
		words: (text: string) => ({ size: number("size", 8, 400, LABEL_SIZE), text }),
		ends: () => ({
			...{ from: stuck("from"), fx: share("fx"), fy: share("fy") },
			...{ to: stuck("to"), tx: share("tx"), ty: share("ty") },
		}),
	};
}

export function isOneOf<T extends string>(all: readonly T[], kind: unknown): kind is T {
	return (all as readonly unknown[]).includes(kind);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: no XML may have them, so no exported drawing
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** Returns a text as it can be drawn, or null for what is none. */
export function plain(text: unknown): string | null {
	if (typeof text !== "string") return null;
	return text
		.slice(0, LONGEST_TEXT)
		.replace(/\r\n?/g, "\n")
		.replace(/\p{Cs}/gu, "\ufffd")
		.replace(UNPRINTABLE, " ");
}

/** Returns a text as a label of older clients can be: short, and in a line. */
export function cut(text: string): string {
	return text.slice(0, LONGEST_LABEL).replaceAll("\n", " ");
}

const NAME = /^[a-z0-9]{1,16}$/;

function nameIn(value: unknown): string {
	return typeof value === "string" && NAME.test(value) ? value : "";
}

function idOf(map: Y.Map<unknown>): string {
	return nameIn(map.get("id"));
}

const keys = new WeakMap<Y.Map<unknown>, string>();
let next = 0;

function keyOf(map: Y.Map<unknown>): string {
	// No id has a colon.
	const known = keys.get(map) ?? `:${next++}`;
	keys.set(map, known);
	return known;
}

/** Returns a number as a whole one within a range, and `or` for what is no number. */
export function within(value: unknown, least: number, most: number, or: number): number {
	const number = typeof value === "number" && Number.isFinite(value) ? Math.round(value) : or;
	return Math.min(most, Math.max(least, number));
}

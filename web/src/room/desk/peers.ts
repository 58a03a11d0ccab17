// Validates what the peer's client says about itself (name, colors, cursor, pad, what it runs, where it points at on the
// whiteboard) before the desk shows it.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { cleanName } from "../../ui/names";
import { isLanguage } from "../peerFrames";
import { PAD_NAMES, type PadName } from "./pads";

const LONGEST_NAME = 100;
const COLOUR = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

type Fields = Record<string, unknown>;

/** Rewrites an awareness update with validated states, and drops states of this page's own client (`mine`). */
export function checked(update: Uint8Array, mine: number): Uint8Array {
	const from = decoding.createDecoder(update);
	const kept: [client: number, clock: number, state: string][] = [];
	for (let left = decoding.readVarUint(from); left > 0; left -= 1) {
		const [client, clock] = [decoding.readVarUint(from), decoding.readVarUint(from)];
		const state = stateOf(decoding.readVarString(from));
		if (client !== mine) kept.push([client, clock, JSON.stringify(state)]);
	}
	const to = encoding.createEncoder();
	encoding.writeVarUint(to, kept.length);
	for (const [client, clock, state] of kept) {
		encoding.writeVarUint(to, client);
		encoding.writeVarUint(to, clock);
		encoding.writeVarString(to, state);
	}
	return encoding.toUint8Array(to);
}

function stateOf(text: string): Fields | null {
	let said: unknown;
	try {
		said = JSON.parse(text);
	} catch {
		// Treated as no state.
	}
	if (said === null) return null; // they are gone
	const { user, cursor, running, pad, pointer } = fields(said);
	const { x, y } = fields(pointer);
	return {
		...{ user: userOf(fields(user)), cursor: cursorOf(fields(cursor)) },
		...(isLanguage(running) && { running }),
		...(isPad(pad) && { pad }),
		...(isPlace(x) && isPlace(y) && { pointer: { x, y } }),
	};
}

function userOf({ name, color, colorLight }: Fields): Fields {
	return {
		...(typeof name === "string" && { name: cleanName(name.slice(0, LONGEST_NAME)) }),
		...(isColour(color) && { color }),
		...(isColour(colorLight) && { colorLight }),
	};
}

function isColour(value: unknown): boolean {
	return typeof value === "string" && COLOUR.test(value);
}

function cursorOf(cursor: Fields): Fields | null {
	const [anchor, head] = [placeOf(fields(cursor.anchor)), placeOf(fields(cursor.head))];
	return anchor && head && { anchor, head };
}

/** Reads a Yjs relative position in the code: beside a character, or at the end. */
function placeOf({ tname, item, assoc }: Fields): Fields | null {
	const { client, clock } = fields(item);
	const isItem = isWhole(client) && isWhole(clock);
	if (!isItem && (item || !isPad(tname))) return null;
	return {
		type: null,
		tname: isPad(tname) ? tname : null,
		item: isItem ? { client, clock } : null,
		assoc: assoc === -1 || assoc === 1 ? assoc : 0,
	};
}

function isPad(name: unknown): name is PadName {
	return PAD_NAMES.some((one) => one === name);
}

/** Returns whether it is a coordinate of the whiteboard. */
function isPlace(value: unknown): value is number {
	return typeof value === "number" && Math.abs(value) <= 100_000;
}

function isWhole(value: unknown): boolean {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function fields(value: unknown): Fields {
	return typeof value === "object" && value !== null ? (value as Fields) : {};
}

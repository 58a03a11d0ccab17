// What Node's `crypto` can do without waiting in a browser: random values.
import { Buffer } from "buffer";

const web = globalThis.crypto;

function randomBytes(size: number): Buffer {
	return Buffer.from(web.getRandomValues(new Uint8Array(size)));
}

/** A whole number from `min` (0 if left out) to below `max`. */
function randomInt(min: number, max?: number): number {
	const [from, to] = max === undefined ? [0, min] : [min, max];
	return from + Math.floor((randomBytes(6).readUIntBE(0, 6) / 2 ** 48) * (to - from));
}

const unavailable = (name: string) => () => {
	throw new Error(`crypto.${name} is not available in the browser.`);
};

function randomUUID(): string {
	const bytes = randomBytes(16);
	bytes[6] = (bytes[6]! & 0x0f) | 0x40;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export const crypto = {
	randomBytes,
	randomInt,
	randomUUID,
	webcrypto: web,
	getRandomValues: web.getRandomValues.bind(web),
	createHash: unavailable("createHash"),
	createHmac: unavailable("createHmac"),
};

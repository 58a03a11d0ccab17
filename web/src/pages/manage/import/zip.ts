// Packs files into one zip: a folder may have thousands of files, more than a form takes.
import type { Chosen } from "./files";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const FIRST_DAY = 0x0021; // 1 January 1980: when a file was changed is nobody's business

interface Packed {
	name: Uint8Array<ArrayBuffer>;
	crc: number;
	size: number;
	data: Blob;
	at: number;
}

/** Packs files of at most 4 GiB together. Throws a DOMException for a file that can no longer be read. */
export async function zip(files: readonly Chosen[]): Promise<Blob> {
	const parts: BlobPart[] = [];
	const packed: Packed[] = [];
	let at = 0;
	for (const { path, file } of files) {
		const bytes = new Uint8Array(await file.arrayBuffer());
		const name = new TextEncoder().encode(path);
		const one = { name, crc: crc32(bytes), size: bytes.length, data: await deflate(bytes), at };
		const header = record(LOCAL, 30, [4, VERSION], ...about(one, 6));
		parts.push(header, name, one.data);
		at += header.length + name.length + one.data.size;
		packed.push(one);
	}
	let size = 0;
	for (const one of packed) {
		const header = record(CENTRAL, 46, [4, VERSION], [6, VERSION], ...about(one, 8));
		new DataView(header.buffer).setUint32(42, one.at, true);
		parts.push(header, one.name);
		size += header.length + one.name.length;
	}
	const end = record(END, 22, [8, packed.length], [10, packed.length]);
	const view = new DataView(end.buffer);
	view.setUint32(12, size, true);
	view.setUint32(16, at, true);
	return new Blob([...parts, end], { type: "application/zip" });
}

type Field = readonly [offset: number, value: number];

/** The fields that both headers of a file have, in this order from `offset` on. */
function about({ name, crc, size, data }: Packed, offset: number): Field[] {
	const half = (value: number) => [value & 0xffff, value >>> 16] as const;
	const values = [UTF8_NAMES, DEFLATED, 0, FIRST_DAY, ...half(crc), ...half(data.size), ...half(size), name.length];
	return values.map((value, index) => [offset + 2 * index, value]);
}

/** A record of so many bytes that begins with its signature and has 16-bit numbers at some places. */
function record(signature: number, length: number, ...fields: Field[]): Uint8Array<ArrayBuffer> {
	const view = new DataView(new ArrayBuffer(length));
	view.setUint32(0, signature, true);
	for (const [offset, value] of fields) view.setUint16(offset, value, true);
	return new Uint8Array(view.buffer);
}

function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Blob> {
	const packing = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
	return new Response(packing).blob();
}

const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
	let value = start;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

function crc32(bytes: Uint8Array): number {
	let value = 0xffffffff;
	for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
	return (value ^ 0xffffffff) >>> 0;
}

// Reads and writes the binary form of WebAssembly, as far as functions need it: https://webassembly.github.io/spec/core/binary/.

export const SECTION = {
	type: 1,
	import: 2,
	function: 3,
	table: 4,
	global: 6,
	export: 7,
	element: 9,
	code: 10,
} as const;
export type SectionName = keyof typeof SECTION;

export interface Section {
	id: number;
	start: number;
	end: number;
}

/** What follows an instruction's first byte, by that byte. */
type Immediate = "none" | "index" | "two" | "block" | "memory" | "integer" | "four" | "eight" | "table" | "types";

export class Reader {
	constructor(
		readonly bytes: Uint8Array,
		public at = 0,
	) {}

	byte(): number {
		return this.bytes[this.at++] as number;
	}

	/** Reads an unsigned number of up to 32 bits. */
	number(): number {
		let value = 0;
		for (let factor = 1; ; factor *= 128) {
			const byte = this.byte();
			value += (byte & 0x7f) * factor;
			if (byte < 0x80) return value;
		}
	}

	/** Skips a number of any size, signed or not. */
	skipNumber(): void {
		while (this.byte() >= 0x80);
	}

	/** Reads a list, whose length comes first. */
	list<Item>(item: () => Item): Item[] {
		return Array.from({ length: this.number() }, item);
	}

	name(): string {
		const length = this.number();
		this.at += length;
		return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
	}

	sections(): Section[] {
		const found: Section[] = [];
		for (this.at = 8; this.at < this.bytes.length; ) {
			const id = this.byte();
			const size = this.number();
			found.push({ id, start: this.at, end: this.at + size });
			this.at += size;
		}
		return found;
	}

	/** Goes past an instruction and tells what it calls: a function by its index, or any of a type. */
	instruction(): { called?: number; calledType?: number } {
		const code = this.byte();
		if (code === 0x10 || code === 0x12) return { called: this.number() };
		if (code === 0x11 || code === 0x13) {
			const calledType = this.number();
			this.skipNumber();
			return { calledType };
		}
		this.skip(code === 0xfc ? extended(this.number()) : immediate(code));
		return {};
	}

	private skip(kind: Immediate): void {
		switch (kind) {
			case "none":
				return;
			case "two":
				this.skipNumber();
				return this.skipNumber();
			case "memory":
				if (this.number() & 64) this.skipNumber();
				return this.skipNumber();
			case "four":
				this.at += 4;
				return;
			case "eight":
				this.at += 8;
				return;
			case "table":
				this.list(() => this.skipNumber());
				return this.skipNumber();
			case "types":
				this.list(() => this.skipNumber());
				return;
			default:
				this.skipNumber();
		}
	}
}

function immediate(code: number): Immediate {
	if ([0x02, 0x03, 0x04, 0x06].includes(code)) return "block";
	if ([0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18, 0xd0, 0xd2].includes(code)) return "index";
	if (code === 0x0e) return "table";
	if (code === 0x1c) return "types";
	if (code >= 0x20 && code <= 0x26) return "index";
	if (code >= 0x28 && code <= 0x3e) return "memory";
	if (code === 0x3f || code === 0x40) return "index";
	if (code === 0x41 || code === 0x42) return "integer";
	if (code === 0x43) return "four";
	if (code === 0x44) return "eight";
	if (code <= 0x1b || (code >= 0x45 && code <= 0xc4) || code === 0xd1) return "none";
	throw new Unknown(code);
}

function extended(code: number): Immediate {
	if (code < 8) return "none";
	if (code === 9 || code === 11 || code === 13 || (code >= 15 && code <= 17)) return "index";
	if (code === 8 || code === 10 || code === 12 || code === 14) return "two";
	throw new Unknown(code);
}

/** An instruction that these compilers don't use. */
class Unknown extends Error {
	constructor(code: number) {
		super(`unknown instruction ${code}`);
	}
}

/** Writes an unsigned number. */
export function number(value: number): number[] {
	const bytes: number[] = [];
	let rest = value;
	for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
	return [...bytes, rest];
}

/** Writes a signed number of 32 bits. */
export function signed(value: number): number[] {
	const bytes: number[] = [];
	let rest = value;
	for (; rest < -64 || rest > 63; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
	return [...bytes, rest & 0x7f];
}

export function text(value: string): number[] {
	const bytes = new TextEncoder().encode(value);
	return [...number(bytes.length), ...bytes];
}

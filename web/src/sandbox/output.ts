// The output of a program, cut when it is too long. It never holds half a character.
import type { FromSandbox } from "./protocol";

const MOST = 64 * 1024; // UTF-16 code units, of both streams together
const MORE = "\n… there is more, which is not shown.\n";

// As they are before a program runs in the same worker.
const encode = TextEncoder.prototype.encode.bind(new TextEncoder());
const decode = TextDecoder.prototype.decode.bind(new TextDecoder("utf-8", { ignoreBOM: true }));
const slice = Function.prototype.call.bind(String.prototype.slice) as (
	text: string,
	from: number,
	to: number,
) => string;
const codeAt = Function.prototype.call.bind(String.prototype.charCodeAt) as (text: string, at: number) => number;

/** Puts U+FFFD in place of each half of a surrogate pair, which neither JSON nor UTF-8 takes. */
export const wellFormed = (text: string): string => decode(encode(text));

/** The first `most` code units of a text, or one less if a character would be cut in two. */
export function cut(text: string, most: number): string {
	if (text.length <= most) return text;
	const last = codeAt(text, most - 1);
	return slice(text, 0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

export class Output {
	private isCut = false;

	constructor(
		private readonly id: string,
		private readonly tell: (message: FromSandbox) => void,
		private left = MOST,
	) {}

	print(stream: "stdout" | "stderr", text: string): void {
		if (this.isCut || text === "") return;
		const kept = wellFormed(cut(text, this.left));
		this.isCut = text.length > this.left;
		this.left -= text.length;
		if (kept) this.tell({ type: "output", id: this.id, stream, text: kept });
		if (this.isCut) this.tell({ type: "output", id: this.id, stream: "stderr", text: MORE });
	}
}

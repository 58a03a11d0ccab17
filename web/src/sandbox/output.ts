// The output of a program, cut when it is too long.
import type { FromSandbox } from "./protocol";

const MOST = 64 * 1024;

export class Output {
	private printed = 0;

	constructor(
		private readonly id: string,
		private readonly tell: (message: FromSandbox) => void,
	) {}

	print(stream: "stdout" | "stderr", text: string): void {
		if (!text || this.printed >= MOST) return;
		const kept = whole(text.slice(0, MOST - this.printed));
		this.printed += text.length;
		this.tell({ type: "output", id: this.id, stream, text: kept });
		if (this.printed >= MOST) {
			this.tell({ type: "output", id: this.id, stream: "stderr", text: "\n… there is more, which is not shown.\n" });
		}
	}
}

/** Takes off half of a pair of surrogates that a cut has left at the end. */
function whole(text: string): string {
	return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}

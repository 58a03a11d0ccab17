// The output of a program, batched briefly and cut when it is too long.
import type { FromSandbox } from "./protocol";

const MOST = 64 * 1024;

export class Output {
	private printed = 0;

	constructor(
		private readonly id: string,
		private readonly tell: (message: FromSandbox) => void,
	) {}

	print(stream: "stdout" | "stderr", text: string): void {
		if (this.printed >= MOST) return;
		const kept = text.slice(0, MOST - this.printed);
		this.printed += text.length;
		this.tell({ type: "output", id: this.id, stream, text: kept });
		if (this.printed >= MOST) {
			this.tell({ type: "output", id: this.id, stream: "stderr", text: "\n… there is more, which is not shown.\n" });
		}
	}
}

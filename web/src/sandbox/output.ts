// What a program prints, gathered a little and cut where it is too much.
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

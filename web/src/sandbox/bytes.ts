// What a program prints, when it comes as bytes.
import type { Output } from "./output";

/** Returns what prints bytes as text. A character may come in several parts; without bytes, what is left is printed. */
export function printer(output: Pick<Output, "print">, stream: "stdout" | "stderr"): (bytes?: Uint8Array) => void {
	const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
	return (bytes) => {
		const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
		if (text) output.print(stream, text);
	};
}

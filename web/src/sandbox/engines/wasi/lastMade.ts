// Keeps what a compiler made of the last program: where a program runs once for each test case, it is the same one.
import type { Printer } from "./program";

type Made = Uint8Array<ArrayBuffer> | null | undefined;
type Make = (output: Printer) => Promise<Made>;

/** Returns what makes a program, or gives the last one again, with all that the compiler said of it. */
export function lastMade(): (code: string, output: Printer, make: Make) => Promise<Made> {
	let last: { code: string; made: Made; said: Parameters<Printer["print"]>[] } | null = null;
	return async (code, output, make) => {
		if (last?.code === code) {
			for (const words of last.said) output.print(...words);
			return last.made;
		}
		const said: Parameters<Printer["print"]>[] = [];
		const made = await make({
			print(...words) {
				said.push(words);
				output.print(...words);
			},
		});
		last = { code, made, said };
		return made;
	};
}

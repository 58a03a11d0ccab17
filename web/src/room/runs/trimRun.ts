// Trims a run before it is shared: the server keeps 16 KiB of each text, and accepts messages of up to 64 KiB.
import type { Run } from "../../sockets/frames";

const LONGEST = 20_000; // more than is kept, so that the server says what it has cut off
const MESSAGE = 60_000;

export function trimRun(run: Run): Run {
	for (let longest = LONGEST; ; longest = Math.floor(longest / 2)) {
		const cut = { ...run, stdout: run.stdout.slice(0, longest), stderr: run.stderr?.slice(0, longest) ?? "" };
		if (longest < 100 || new TextEncoder().encode(JSON.stringify(cut)).length <= MESSAGE) return cut;
	}
}

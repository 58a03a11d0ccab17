// Puts small pieces of output together, so that a flood of them doesn't keep the page busy.
import type { FromSandbox } from "./protocol";

const MOMENT = 20; // milliseconds

/** Returns what to tell messages instead: those of output wait a moment for more of the same stream. */
export function merging(tell: (message: FromSandbox) => void): (message: FromSandbox) => void {
	let held: Extract<FromSandbox, { type: "output" }> | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const release = () => {
		clearTimeout(timer);
		if (held) tell(held);
		held = null;
	};
	return (message) => {
		if (message.type === "output" && message.id === held?.id && message.stream === held.stream) {
			held.text += message.text;
			return;
		}
		release();
		if (message.type !== "output") {
			tell(message);
			return;
		}
		held = { ...message };
		timer = setTimeout(release, MOMENT);
	};
}

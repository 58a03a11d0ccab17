// Runs effects before the next press or key is handled, as React does. Preact runs them after the frame, and until then
// a handler may act on what was true before: a form sent at once after a choice would be sent without that choice.
import { options } from "preact";

const EVENTS = ["pointerdown", "keydown", "click", "input", "change", "submit"];
/** How long a frame may be waited for, in milliseconds: hidden pages have none. */
const LONGEST_FRAME = 100;

let waiting: (() => void) | null = null;

/** Call this before anything is rendered. */
export function runEffectsInTime(): void {
	options.requestAnimationFrame = (runEffects) => {
		const once = () => {
			if (waiting !== once) return;
			waiting = null;
			runEffects();
		};
		waiting = once;
		afterFrame(once);
	};
	for (const type of EVENTS) addEventListener(type, () => waiting?.(), { capture: true });
}

function afterFrame(run: () => void): void {
	const frame = requestAnimationFrame(() => done());
	const timeout = setTimeout(() => done(), LONGEST_FRAME);
	const done = () => {
		cancelAnimationFrame(frame);
		clearTimeout(timeout);
		// Behind the painting of this frame.
		setTimeout(run);
	};
}

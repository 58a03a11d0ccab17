// Calls attention when the user looks elsewhere: a sound, the window title, of a match also a notification if allowed.
import { t } from "@lingui/core/macro";
import type { Interview } from "../api/queries";
import { isPushedHere } from "../push/device";
import { nameOf } from "../ui/names";

const FLASHES = 1_000;
let stopFlashing: () => void = () => undefined;

export function callAttention(interview: Interview): void {
	chime();
	if (!document.hidden) return;
	flashTitle(t`● You are matched!`);
	// Of a match that is pushed here, the service worker tells.
	if (!isPushedHere() && "Notification" in window && Notification.permission === "granted") {
		try {
			const note = new Notification(t`You are matched`, {
				body: t`${nameOf(interview.peer)} is there. Come back to begin.`,
				tag: interview.id,
			});
			note.onclick = () => window.focus();
		} catch {
			// Phones only let service workers notify.
		}
	}
}

export function chime(): void {
	try {
		const context = new AudioContext();
		for (const [at, pitch] of [
			[0, 587],
			[0.16, 880],
		] as const) {
			const tone = new OscillatorNode(context, { frequency: pitch });
			const volume = new GainNode(context, { gain: 0 });
			volume.gain.setValueAtTime(0, context.currentTime + at);
			volume.gain.linearRampToValueAtTime(0.12, context.currentTime + at + 0.02);
			volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + at + 0.5);
			tone.connect(volume).connect(context.destination);
			tone.start(context.currentTime + at);
			tone.stop(context.currentTime + at + 0.55);
		}
		setTimeout(() => void context.close(), 1_000);
	} catch {
		// No sound available; the card on the page shows the match too.
	}
}

/** Alternates the title with a text, until the page is looked at again. */
export function flashTitle(text: string): void {
	// Whatever flashes already has the title of before.
	stopFlashing();
	const before = document.title;
	let on = false;
	const timer = setInterval(() => {
		on = !on;
		document.title = on ? text : before;
		if (!document.hidden) stopFlashing();
	}, FLASHES);
	stopFlashing = () => {
		clearInterval(timer);
		document.title = before;
		stopFlashing = () => undefined;
	};
}

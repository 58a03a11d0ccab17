// How a wait ended, in words. Pure.
import type { LastWait } from "../api/match";

export type Words = readonly [title: string, text: string];

const WORDS: Record<LastWait["outcome"], Words> = {
	missed: [
		"You missed the start",
		"You were matched, but didn’t say in time that you were ready. Missed starts lower the reliability that your peers see.",
	],
	expired: [
		"No partner was found",
		"The waiting room closed, or you were away from it for too long. Nothing counts against you.",
	],
	declined: ["You declined the match", "Your peer is looking for somebody else, and you are no longer waiting."],
	cancelled: ["You are no longer waiting", "You left the waiting room, or canceled the booking."],
	completed: ["The interview is over", "Tell your peer what you saw while it is fresh; it takes two minutes."],
};

export function lastWaitWords(wait: LastWait): Words {
	if (wait.outcome === "missed" && wait.interview_id === null) {
		return [
			"You missed your booked time",
			"You didn’t come before its waiting room closed. Missed times lower the reliability that your peers see.",
		];
	}
	if (wait.cancelled_by === "administrator") return ["Your booking was canceled", "An administrator canceled it."];
	return WORDS[wait.outcome];
}

/** Returns whether the user should hear of it on any page: it was not they who ended the wait. */
export function isNews({ outcome, cancelled_by }: LastWait): boolean {
	return outcome === "missed" || outcome === "expired" || cancelled_by === "administrator";
}

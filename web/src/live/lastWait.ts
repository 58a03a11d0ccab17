// How a wait ended, in words. Pure.
import { t } from "@lingui/core/macro";
import type { LastWait } from "../api/match";

export type Words = readonly [title: string, text: string];

const WORDS: Record<LastWait["outcome"], Words> = {
	missed: [
		t`You missed the start`,
		t`You were matched, but didn’t say in time that you were ready. Missed starts lower the reliability that your peers see.`,
	],
	expired: [
		t`No partner was found`,
		t`The waiting room closed, or you were away from it for too long. Nothing counts against you.`,
	],
	declined: [t`You declined the match`, t`Your peer is looking for somebody else, and you are no longer waiting.`],
	cancelled: [t`You are no longer waiting`, t`You left the waiting room, or canceled the booking.`],
	completed: [t`The interview is over`, t`Tell your peer what you saw while it is fresh; it takes two minutes.`],
};

const CANCELED_WITH_GROUP = t`The group was archived, or you are no longer in it.`;

export function lastWaitWords(wait: LastWait): Words {
	if (wait.outcome === "missed" && wait.interview_id === null) {
		return [
			t`You missed your booked time`,
			t`You didn’t come before its waiting room closed. Missed times lower the reliability that your peers see.`,
		];
	}
	if (wait.cancelled_by === "peer") {
		return [t`The interview is canceled`, t`The other person can’t make it. Nothing counts against either of you.`];
	}
	if (wait.cancelled_by === "administrator") return [t`Your booking was canceled`, t`An administrator canceled it.`];
	if (wait.cancelled_by === "group") return [t`Your booking was canceled`, CANCELED_WITH_GROUP];
	return WORDS[wait.outcome];
}

/** Returns whether the user should hear of it on any page: it was not they who ended the wait. */
export function isNews({ outcome, cancelled_by }: LastWait): boolean {
	return outcome === "missed" || outcome === "expired" || (cancelled_by !== null && cancelled_by !== "person");
}

// The text of a notification, and its link: what happened then, and what can be done about it now. Pure.
import { plural, select, t } from "@lingui/core/macro";
import type { AppNotification } from "../api/notifications";
import { serverNow } from "../api/serverTime";
import { isolated, nameOf } from "../ui/names";
import { day, duration, relative, when } from "../ui/time";

export const KINDS: Record<AppNotification["kind"], readonly [name: string, hint: string]> = {
	"match.found": [t`Matches`, t`You have a partner: start within three minutes.`],
	"match.expired": [t`No match`, t`A waiting room closed before you were matched.`],
	"match.peer_no_show": [t`Missed starts`, t`An interview wasn’t started in time.`],
	"match.declined": [t`Declined matches`, t`Your partner declined before the start; you wait again.`],
	"booking.reminder": [t`Reminders`, t`A day, an hour, and ten minutes before a booked time.`],
	"booking.changed": [t`Bookings`, t`Booked, moved, or canceled. By email: a calendar invitation.`],
	"slot.available": [t`Free seats`, t`A full time that you watch has a free seat.`],
	"feedback.received": [t`Feedback`, t`Someone gave you feedback.`],
	"week.summarized": [t`Weekly summary`, t`On Mondays: what you practiced and what is next.`],
	"account.warned": [t`Warnings`, t`A moderator warned you.`],
	"account.restricted": [t`Restrictions`, t`A moderator decided that you take part in writing only.`],
	"report.answered": [t`Answers to reports`, t`A moderator decided about a report of yours.`],
	"appeal.answered": [t`Answers to appeals`, t`A moderator answered your appeal.`],
	"invitation.received": [t`Invitations`, t`Someone you would meet again invites you.`],
	"invitation.accepted": [t`Accepted invitations`, t`Someone you invited comes. By email: only if it begins now.`],
	"invitation.declined": [t`Declined invitations`, t`Someone you invited can’t come.`],
	"again.agreed": [t`Meeting again`, t`You and someone you met would both like to meet again.`],
	"group.answered": [t`Approval of groups`, t`An administrator approved a group you made, or didn’t.`],
};

export interface Words {
	text: string;
	/** The link: its path and its text. */
	to?: readonly [path: string, label: string];
}

// In the past tense: each was true then, and is true of then for ever.
const STATUS: Record<string, string> = {
	booked: t`You booked a time.`,
	waiting: t`You entered a waiting room.`,
	cancelled: t`You canceled a booking.`,
	no_show: t`You missed an interview.`,
	completed: t`An interview ended.`,
	expired: t`A booking ended without a match.`,
	matched: t`You were matched.`,
};

/** What a person changed of a booking; several parts at once have no words of their own. */
const CHANGED: Record<string, string> = {
	time: t`You moved a booking to another time.`,
	difficulty: t`You changed the difficulty of a booking.`,
	language: t`You changed the language of a booking.`,
};

/** `state` is what is true now; servers of before don't say it. */
export type Told = Pick<AppNotification, "kind" | "data"> & { state?: AppNotification["state"] | undefined };

export function wordsOf({ kind, data, state }: Told): Words {
	const type = String(data.interview_type ?? "");
	const isOpen = state === "open";
	switch (kind) {
		case "match.found": {
			const { id, peer } = data.interview as { id: string; peer: { username: string; full_name: string | null } };
			return isOpen
				? { text: t`You are matched with ${nameOf(peer)}.`, to: [`/room/${id}`, t`Go to the room`] }
				: { text: t`You were matched with ${nameOf(peer)}.` };
		}
		case "match.expired":
			return { text: t`The waiting room closed before you were matched.`, to: ["/times", t`Find another time`] };
		case "match.peer_no_show":
			if (!data.waiting_again) return { text: t`You missed the start of an interview.` };
			return isOpen
				? waiting(t`Your partner didn’t start in time. You are still waiting and keep your place.`)
				: { text: t`Your partner didn’t start in time.` };
		case "match.declined":
			return isOpen
				? waiting(t`Your partner declined the match. You are still waiting and keep your place.`)
				: { text: t`Your partner declined the match.` };
		case "booking.reminder":
			return reminder(type, String(data.starts_at), isOpen);
		case "booking.changed":
			return { text: bookingWords(data), to: ["/", t`Your bookings`] };
		case "slot.available":
			return seat(type, when(String(data.starts_at)), isOpen);
		case "feedback.received":
			return feedback(String(data.interview_id), state);
		case "week.summarized":
			return { text: summary(data), to: ["/progress", t`Your progress`] };
		case "account.warned":
			return { text: t`A moderator warned you: ${String(data.text)}`, to: MEASURES };
		case "account.restricted":
			return { text: restriction(data.until), to: MEASURES };
		case "report.answered":
			return { text: t`A moderator has looked at your report and decided. Thank you for making it.` };
		case "appeal.answered":
			return {
				text:
					data.outcome === "lift"
						? t`Your appeal was accepted: ${String(data.text)}`
						: t`Your appeal was not accepted: ${String(data.text)}`,
				to: MEASURES,
			};
		case "invitation.received":
			return { text: t`Someone you met invites you to practice again.`, to: ["/invites", t`Your invitations`] };
		case "invitation.accepted":
			return { text: t`Your invitation was accepted: ${when(String(data.starts_at))}.`, to: ["/", t`Your bookings`] };
		case "invitation.declined":
			return { text: t`Your invitation was declined.`, to: ["/invites/new", t`Invite again`] };
		case "again.agreed":
			return {
				text:
					data.what === "contacts"
						? t`You and your peer have both given a way to reach each other.`
						: t`You and your peer would both like to practice together again.`,
				to: [`/review/${String(data.interview_id)}`, t`See the interview`],
			};
		case "group.answered":
			return data.approved
				? {
						text: t`Your group ${isolated(String(data.name))} was approved. People can join it now.`,
						to: [`/my-groups?group=${Number(data.group_id)}`, t`See the group`],
					}
				: { text: t`Your group ${isolated(String(data.name))} was not approved. Nobody can join it.` };
		default:
			return unknown(kind);
	}
}

/** Returns words for a kind that a newer server knows. A known kind without words of its own is a type error. */
function unknown(_kind: never): Words {
	return { text: t`Something has changed.` };
}

const MEASURES = ["/account#moderation", t`See your account`] as const;

function restriction(until: unknown): string {
	return typeof until === "string"
		? t`Until ${when(until)}, you take part in writing only.`
		: t`You take part in writing only, until a moderator lifts it.`;
}

function waiting(text: string): Words {
	return { text, to: ["/waiting", t`Go to the waiting room`] };
}

// The kind of interview is a case of the sentence, not a word put into it: other languages inflect it.

function seat(type: string, at: string, isFree: boolean): Words {
	return isFree
		? {
				text: t`A seat is free: ${select(type, { technical: "technical", behavioral: "behavioral", other: "practice" })}, ${at}.`,
				to: ["/times", t`Book it`],
			}
		: {
				text: t`A seat became free: ${select(type, { technical: "technical", behavioral: "behavioral", other: "practice" })}, ${at}. It is no longer available.`,
			};
}

function reminder(type: string, startsAt: string, isToCome: boolean): Words {
	const at = when(startsAt);
	if (!isToCome) {
		return {
			text: t`Reminder of a ${select(type, { technical: "technical", behavioral: "behavioral", other: "practice" })} interview: ${at}.`,
		};
	}
	const now = serverNow();
	const soon = relative(startsAt, now);
	return {
		text:
			Date.parse(startsAt) > now
				? t`Your ${select(type, { technical: "technical", behavioral: "behavioral", other: "practice" })} interview starts ${soon}: ${at}.`
				: t`Your ${select(type, { technical: "technical", behavioral: "behavioral", other: "practice" })} interview has started: ${at}.`,
		to: ["/", t`Go to the booking`],
	};
}

function feedback(interviewId: string, state: Told["state"]): Words {
	if (state === "locked") {
		const text = t`You have new feedback. You can read it once you have given yours.`;
		return { text, to: [`/review/${interviewId}`, t`Give feedback`] };
	}
	return state === "over"
		? { text: t`You received feedback.` }
		: { text: t`You have received feedback.`, to: ["/history", t`Go to history`] };
}

function bookingWords(data: AppNotification["data"]): string {
	if (data.cancelled_by === "administrator") return t`An administrator canceled your booking.`;
	if (data.cancelled_by === "peer") return t`The other person canceled your interview.`;
	if (data.cancelled_by === "group") {
		return t`Your booking was canceled: the group was archived, or you are no longer in it.`;
	}
	const changed = Array.isArray(data.changed) ? data.changed : [];
	if (changed.length > 0) return CHANGED[changed.join()] ?? t`You changed a booking.`;
	return STATUS[String(data.status)] ?? t`A booking changed.`;
}

function summary(data: AppNotification["data"]): string {
	const interviews = Number(data.interviews);
	const upcoming = Number(data.upcoming);
	const week = day(`${String(data.week)}T12:00:00`);
	const spent = duration(Number(data.minutes) * 60);
	return t`Your week of ${week}: ${plural(interviews, {
		0: "no interviews",
		one: `# interview, ${spent} in total`,
		other: `# interviews, ${spent} in total`,
	})}; ${plural(upcoming, { 0: "nothing booked", one: "# time booked", other: "# times booked" })} after it.`;
}

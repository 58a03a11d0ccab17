// The text of a notification, and its link: what happened then, and what can be done about it now. Pure.
import type { AppNotification } from "../api/notifications";
import { serverNow } from "../api/serverTime";
import { nameOf } from "../ui/names";
import { day, duration, relative, when } from "../ui/time";
import { counted } from "../ui/words";

export const KINDS: Record<AppNotification["kind"], readonly [name: string, hint: string]> = {
	"match.found": ["Matches", "You have a partner: start within three minutes."],
	"match.expired": ["No match", "A waiting room closed before you were matched."],
	"match.peer_no_show": ["Missed starts", "An interview wasn’t started in time."],
	"match.declined": ["Declined matches", "Your partner declined before the start; you wait again."],
	"booking.reminder": ["Reminders", "A day, an hour, and ten minutes before a booked time."],
	"booking.changed": ["Bookings", "Booked, moved, or canceled. By e-mail: a calendar invitation."],
	"slot.available": ["Free seats", "A full time that you watch has a free seat."],
	"feedback.received": ["Feedback", "Someone gave you feedback."],
	"week.summarized": ["Weekly summary", "On Mondays: what you practiced and what is next."],
};

export interface Words {
	text: string;
	/** The link: its path and its text. */
	to?: readonly [path: string, label: string];
}

// In the past tense: each was true then, and is true of then for ever.
const STATUS: Record<string, string> = {
	booked: "You booked a time",
	waiting: "You entered a waiting room",
	cancelled: "You canceled a booking",
	no_show: "You missed an interview",
	completed: "An interview ended",
	expired: "A booking ended without a match",
	matched: "You were matched",
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
				? { text: `You are matched with ${nameOf(peer)}.`, to: [`/room/${id}`, "Go to the room"] }
				: { text: `You were matched with ${nameOf(peer)}.` };
		}
		case "match.expired":
			return { text: "The waiting room closed before you were matched.", to: ["/times", "Find another time"] };
		case "match.peer_no_show":
			return data.waiting_again
				? waiting("Your partner didn’t start in time.", isOpen)
				: { text: "You missed the start of an interview." };
		case "match.declined":
			return waiting("Your partner declined the match.", isOpen);
		case "booking.reminder":
			return reminder(type, String(data.starts_at), isOpen);
		case "booking.changed":
			return { text: `${bookingWords(data)}.`, to: ["/", "Your bookings"] };
		case "slot.available":
			return isOpen
				? { text: `A seat is free: ${type}, ${when(String(data.starts_at))}.`, to: ["/times", "Book it"] }
				: { text: `A seat became free: ${type}, ${when(String(data.starts_at))}. It is no longer available.` };
		case "feedback.received":
			return feedback(String(data.interview_id), state);
		case "week.summarized":
			return { text: summary(data), to: ["/progress", "Your progress"] };
		default:
			return unknown(kind);
	}
}

/** Returns words for a kind that a newer server knows. A known kind without words of its own is a type error. */
function unknown(_kind: never): Words {
	return { text: "Something has changed." };
}

function waiting(why: string, isWaiting: boolean): Words {
	return isWaiting
		? { text: `${why} You are still waiting and keep your place.`, to: ["/waiting", "Go to the waiting room"] }
		: { text: why };
}

function reminder(type: string, startsAt: string, isToCome: boolean): Words {
	if (!isToCome) return { text: `Reminder of a ${type} interview: ${when(startsAt)}.` };
	const now = serverNow();
	const starts = Date.parse(startsAt) > now ? `starts ${relative(startsAt, now)}` : "has started";
	return { text: `Your ${type} interview ${starts}: ${when(startsAt)}.`, to: ["/", "Go to the booking"] };
}

function feedback(interviewId: string, state: Told["state"]): Words {
	if (state === "locked") {
		const text = "You have new feedback. You can read it once you have given yours.";
		return { text, to: [`/review/${interviewId}`, "Give feedback"] };
	}
	return state === "over"
		? { text: "You received feedback." }
		: { text: "You have received feedback.", to: ["/history", "Go to history"] };
}

function bookingWords(data: AppNotification["data"]): string {
	if (data.cancelled_by === "administrator") return "An administrator canceled your booking";
	return STATUS[String(data.status)] ?? "A booking changed";
}

function summary(data: AppNotification["data"]): string {
	const interviews = Number(data.interviews);
	const upcoming = Number(data.upcoming);
	const week = day(`${String(data.week)}T12:00:00`);
	const did =
		interviews === 0
			? "no interviews"
			: `${counted(interviews, "interview")}, ${duration(Number(data.minutes) * 60)} in total`;
	const next = upcoming === 0 ? "nothing booked" : `${counted(upcoming, "time")} booked`;
	return `Your week of ${week}: ${did}; ${next} after it.`;
}

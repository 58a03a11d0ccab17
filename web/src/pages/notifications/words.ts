// The text of a notification, and its link. Pure.
import type { AppNotification } from "../../api/notifications";
import { nameOf } from "../../ui/names";
import { day, duration, full } from "../../ui/time";
import { counted } from "../../ui/words";

export const KINDS: Record<AppNotification["kind"], readonly [name: string, hint: string]> = {
	"match.found": ["You are matched", "Somebody was found: begin within three minutes."],
	"match.expired": ["Nobody was found", "A waiting room closed without a match for you."],
	"match.peer_no_show": ["Somebody did not come", "An interview was not started in time."],
	"match.declined": ["Your peer declined", "A match was declined before it began; you wait again."],
	"booking.reminder": ["Reminders", "A day, an hour and ten minutes before a booked time."],
	"booking.changed": ["Bookings", "Booked, moved or cancelled. By e-mail: a calendar invitation."],
	"slot.available": ["Free seats", "A full time that you watch has a free seat."],
	"feedback.received": ["Feedback", "A peer has given you feedback."],
	"week.summarized": ["Weekly summary", "On Monday: what you practised, and what is next."],
};

export interface Words {
	text: string;
	/** The link: its path and its text. */
	to?: readonly [path: string, label: string];
}

const STATUS: Record<string, string> = {
	booked: "A time is booked for you",
	waiting: "You are in a waiting room",
	cancelled: "A booking is cancelled",
	no_show: "You missed an interview",
	completed: "An interview is over",
	expired: "A booking ended without a match",
	matched: "You are matched",
};

export function wordsOf({ kind, data }: Pick<AppNotification, "kind" | "data">): Words {
	const type = String(data.interview_type ?? "");
	const when = typeof data.starts_at === "string" ? full(data.starts_at) : "";
	switch (kind) {
		case "match.found": {
			const { id, peer } = data.interview as { id: string; peer: { username: string; full_name: string | null } };
			return { text: `You are matched with ${nameOf(peer)}.`, to: [`/room/${id}`, "To the room"] };
		}
		case "match.expired":
			return { text: "The waiting room closed before anybody could be found.", to: ["/times", "Find another time"] };
		case "match.peer_no_show":
			return data.waiting_again
				? { text: "Your peer didn’t come. You kept your place in line.", to: ["/waiting", "To the waiting room"] }
				: { text: "You missed the start of an interview.", to: ["/", "Try again"] };
		case "match.declined":
			return { text: "Your peer declined. You kept your place in line.", to: ["/waiting", "To the waiting room"] };
		case "booking.reminder":
			return {
				text: `Your ${type} interview starts ${soon(Number(data.minutes))}: ${when}.`,
				to: ["/", "To the booking"],
			};
		case "booking.changed":
			return { text: `${bookingWords(data)}.`, to: ["/", "Your bookings"] };
		case "slot.available":
			return { text: `A seat is free: ${type}, ${when}.`, to: ["/times", "Book it"] };
		case "feedback.received":
			return {
				text: "You have feedback. You read it once you have given yours.",
				to: [`/review/${String(data.interview_id)}`, "Give yours"],
			};
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

function bookingWords(data: AppNotification["data"]): string {
	if (data.cancelled_by === "administrator") return "An administrator cancelled a booking of yours";
	return STATUS[String(data.status)] ?? "A booking has changed";
}

function soon(minutes: number): string {
	if (minutes >= 1440) return "in a day";
	return minutes >= 60 ? "in an hour" : `in ${minutes} minutes`;
}

function summary(data: AppNotification["data"]): string {
	const interviews = Number(data.interviews);
	const upcoming = Number(data.upcoming);
	const week = day(`${String(data.week)}T12:00:00`);
	const did =
		interviews === 0
			? "no interview"
			: `${counted(interviews, "interview")}, ${duration(Number(data.minutes) * 60)} in all`;
	const next = upcoming === 0 ? "nothing is booked" : `${counted(upcoming, "time")} booked`;
	return `Your week of ${week}: ${did}; ${next}.`;
}

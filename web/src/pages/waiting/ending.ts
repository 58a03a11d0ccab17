// How a wait can end, with a reason for each case. Pure.
import type { MatchState } from "../../api/matchState";
import type { Events, ServerFrame } from "../../sockets/frames";

export type NextSlot = Events["match.expired"]["next_slots"][number];

export type Ending =
	/** Matched, but not ready in time. */
	| { why: "missed" }
	| { why: "expired"; next: readonly NextSlot[] }
	/** Left in another tab; the booking stands. */
	| { why: "left" }
	| { why: "moved" }
	| { why: "cancelled" }
	/** The interview took place. */
	| { why: "completed"; interviewId: string | undefined }
	/** Refused, or ended without a reason. */
	| { why: "unknown"; detail?: string | undefined };

/** Returns how a frame of the user stream ends a booking's wait, or null if it doesn't. */
export function endingBy(frame: ServerFrame, place: MatchState): Ending | null {
	if (frame.type === "match.expired" && frame.data.booking_id === place.booking_id) {
		return { why: "expired", next: frame.data.next_slots };
	}
	if (frame.type !== "booking.changed" || frame.data.booking_id !== place.booking_id) return null;
	switch (frame.data.status) {
		case "booked":
			return { why: frame.data.slot_id === place.slot_id ? "left" : "moved" };
		case "cancelled":
			return { why: "cancelled" };
		case "no_show":
			return { why: "missed" };
		case "expired":
			return { why: "expired", next: [] };
		case "completed":
			return { why: "completed", interviewId: place.interview?.id };
		default:
			return null;
	}
}

/** Returns whether the server no longer has this wait. `booked` alone may be a short disconnect. */
export function isOver({ status, booking_id }: MatchState, bookingId: number | null): boolean {
	if (bookingId === null || status === "waiting" || status === "matched") return false;
	return status !== "booked" || booking_id !== bookingId;
}

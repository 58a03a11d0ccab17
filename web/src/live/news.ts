// What the user stream tells, wherever it is heard: what is shown is read anew, and a match makes itself noticed.
import { queryClient } from "../api/queries";
import { current } from "../api/session";
import type { ServerFrame } from "../sockets/frames";
import { toast } from "../ui/Toasts";
import { callAttention } from "./attention";

const CHANGES: Record<string, readonly string[]> = {
	"match.found": ["match", "bookings", "news"],
	"match.expired": ["match", "bookings", "news"],
	"match.peer_no_show": ["match", "bookings", "me", "news"],
	"booking.changed": ["match", "bookings", "slots", "rooms", "me", "news"],
	"booking.reminder": ["news"],
	"slot.available": ["slots", "news"],
	"peer.ready": ["match"],
	"roles.swapped": ["match"],
	"interview.started": ["match"],
	"interview.extended": ["match"],
	"interview.ended": ["match", "bookings", "history", "progress"],
	"feedback.received": ["history", "progress", "news"],
	"week.summarized": ["news"],
	"notifications.marked_read": ["news"],
};

/** Takes one frame of the user stream. */
export function hear(frame: ServerFrame): void {
	if (frame.type === "resync") {
		void queryClient.invalidateQueries();
		return;
	}
	for (const key of CHANGES[frame.type] ?? []) void queryClient.invalidateQueries({ queryKey: [key] });
	if (frame.type === "match.found") callAttention(frame.data.interview);
	if (frame.type === "match.expired") toast("The waiting room closed before anybody could be found.");
	if (frame.type === "match.peer_no_show") {
		toast(
			frame.data.waiting_again
				? "Your peer didn't come. You are back in the waiting room, with your waiting time."
				: "You missed the start of your interview.",
		);
	}
	if (frame.type === "interview.ended" && frame.data.reason === "abandoned" && wasLeft(frame.data.by)) {
		toast("Your peer left before the interview began. You are back in the waiting room, with your waiting time.");
	}
	if (frame.type === "feedback.received") toast("You have new feedback. You can read it in your history.");
}

/** Says whether it was the peer who ended an interview, and not time. */
function wasLeft(by: number | null): boolean {
	return by !== null && by !== current()?.userId;
}

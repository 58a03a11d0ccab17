// Applies the events of the user stream on every page: reads again what is shown, and announces a match.
import { t } from "@lingui/core/macro";
import { type AppNotification, latestNotifications } from "../api/notifications";
import { queryClient } from "../api/queryClient";
import { current, noteLoggedOut } from "../api/session";
import type { ServerFrame } from "../sockets/frames";
import { toast } from "../ui/Toasts";
import { callAttention } from "./attention";

/** What to read again after an event. Every kind of notification has to be here. */
const CHANGES: Record<AppNotification["kind"], readonly string[]> & Record<string, readonly string[]> = {
	"match.found": ["match", "bookings", "notifications"],
	"match.expired": ["match", "bookings", "notifications"],
	"match.peer_no_show": ["match", "bookings", "me", "notifications"],
	"match.declined": ["match", "bookings", "notifications"],
	"booking.changed": ["match", "bookings", "slots", "rooms", "me", "notifications"],
	"booking.reminder": ["notifications"],
	"slot.available": ["slots", "notifications"],
	"peer.ready": ["match"],
	"roles.swapped": ["match"],
	"interview.held": ["match"],
	"interview.started": ["match"],
	"interview.extended": ["match"],
	"interview.ended": ["match", "bookings", "history", "progress", "notifications"],
	"feedback.received": ["history", "progress", "notifications"],
	"week.summarized": ["notifications"],
	"account.warned": ["measures", "notifications"],
	"account.restricted": ["measures", "notifications"],
	"report.answered": ["notifications"],
	"appeal.answered": ["measures", "notifications"],
	"invitation.received": ["invitations", "notifications"],
	"invitation.accepted": ["invitations", "match", "bookings", "notifications"],
	"invitation.declined": ["invitations", "notifications"],
	"invitation.withdrawn": ["invitations"],
	"again.agreed": ["again", "notifications"],
	"group.answered": ["groups", "rooms", "notifications"],
	"notifications.marked_read": ["notifications"],
};

/** Reads again what a page read before its socket was open: changes in between are told to nobody. */
export function onUserStreamBegun(): void {
	for (const key of ["match", "bookings", "notifications"]) void queryClient.invalidateQueries({ queryKey: [key] });
}

/** Applies one frame of the user stream. */
export function onUserFrame(frame: ServerFrame): void {
	if (frame.type === "resync") {
		void queryClient.invalidateQueries();
		return;
	}
	// It ends every login of the user, so this one too.
	if (frame.type === "session.revoked" && frame.data.reason === "account_suspended") noteLoggedOut("suspended");
	for (const key of CHANGES[frame.type] ?? []) void queryClient.invalidateQueries({ queryKey: [key] });
	if (frame.type === "match.found") callAttention(frame.data.interview);
	if (frame.type === "interview.held" && frame.data.by !== current()?.userId) {
		toast(t`Your peer needs longer to begin: you have two more minutes.`);
	}
	if (frame.type === "match.expired") toast(t`No partner was found.`);
	if (frame.type === "match.peer_no_show") {
		toast(
			frame.data.waiting_again
				? t`Your peer wasn’t ready in time. You are back in the waiting room and keep your waiting time.`
				: t`You missed the start of your interview.`,
		);
	}
	if (frame.type === "match.declined") {
		toast(
			frame.data.waiting_again
				? t`Your peer declined the match. You are back in the waiting room and keep your waiting time.`
				: t`Your peer can’t make it after all. Your interview is canceled.`,
		);
	}
	if (frame.type === "booking.changed" && frame.data.cancelled_by === "peer") {
		toast(t`The other person canceled your interview.`);
	}
	if (frame.type === "invitation.accepted") toast(t`Your invitation was accepted.`);
	if (frame.type === "invitation.declined") toast(t`Your invitation was declined.`);
	switch (frame.type) {
		case "feedback.received":
		case "invitation.received":
		case "again.agreed":
		case "group.answered":
			void toastOf(frame.offset);
	}
}

/** Says what a notification means now, unless the user wants none of its kind here. The bell has it all the same. */
async function toastOf(offset: number): Promise<void> {
	const [{ wordsOf }, latest] = await Promise.all([
		import("./notificationWords"),
		latestNotifications().catch(() => null),
	]);
	const told = latest?.items.find((one) => one.offset === offset);
	if (told) toast(wordsOf(told).text);
}

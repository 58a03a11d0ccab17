// The dialog after an interview: why it ended, and what comes next.
import { Link, useLocation } from "wouter";
import { Dialog } from "../ui/Dialog";
import { nameOf } from "../ui/names";
import type { RoomState } from "./state";

export function Ended({ room }: { room: RoomState }) {
	const [, navigate] = useLocation();
	if (room.ended?.reason === "abandoned") return <Abandoned room={room} />;
	const { reason, by } = room.ended ?? { reason: "ended", by: null };
	const name = nameOf(room.interview.peer);
	const words =
		reason === "time_is_up" ? "Time is up." : by === room.interview.peer.id ? `${name} ended the interview.` : "";
	return (
		<Dialog title="The interview is over" onClose={() => navigate("/")}>
			<p>
				{words} Give {name} feedback while it’s fresh. It takes two minutes.
			</p>
			<div className="dialog-actions">
				<Link href="/" className="button">
					Later
				</Link>
				<Link href={`/review/${room.interview.id}`} className="button primary">
					Give feedback
				</Link>
			</div>
		</Dialog>
	);
}

/** The interview never began: a user who was ready, or whose peer left, waits again and keeps the time waited. */
function Abandoned({ room }: { room: RoomState }) {
	const [, navigate] = useLocation();
	const { i_started, peer, slot_id } = room.interview;
	const byPeer = room.ended?.by === peer.id;
	const waits = byPeer || (room.ended?.by == null && i_started);
	const words = byPeer
		? `${nameOf(peer)} left before the start.`
		: waits
			? `${nameOf(peer)} wasn’t ready in time.`
			: i_started
				? "You ended it before the start."
				: "You weren’t ready in time.";
	return (
		<Dialog title="The interview didn’t start" onClose={() => navigate("/")}>
			<p>{waits ? `${words} You are back in the waiting room and keep your waiting time.` : words}</p>
			<div className="dialog-actions">
				<Link href="/" className={waits ? "button" : "button primary"}>
					Home
				</Link>
				{waits && (
					<Link href={`/waiting?slot=${slot_id}`} className="button primary">
						Go to the waiting room
					</Link>
				)}
			</div>
		</Dialog>
	);
}

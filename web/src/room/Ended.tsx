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
		reason === "time_is_up" ? "The time is up." : by === room.interview.peer.id ? `${name} ended the interview.` : "";
	return (
		<Dialog title="The interview is over" onClose={() => navigate("/")}>
			<p>
				{words} Tell {name} what you saw while it is fresh; it takes two minutes.
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
		? `${nameOf(peer)} left before it began.`
		: waits
			? `${nameOf(peer)} didn’t say in time that they are ready.`
			: i_started
				? "You ended it before it began."
				: "You didn’t say in time that you are ready.";
	return (
		<Dialog title="The interview didn’t begin" onClose={() => navigate("/")}>
			<p>{waits ? `${words} You are back in the waiting room, with the waiting time you had.` : words}</p>
			<div className="dialog-actions">
				<Link href="/" className={waits ? "button" : "button primary"}>
					Home
				</Link>
				{waits && (
					<Link href={`/waiting?slot=${slot_id}`} className="button primary">
						To the waiting room
					</Link>
				)}
			</div>
		</Dialog>
	);
}

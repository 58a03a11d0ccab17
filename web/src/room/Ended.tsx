// The interview is over: why, and what comes next.
import { Link, useLocation } from "wouter";
import { Dialog } from "../ui/Dialog";
import { nameOf } from "../ui/words";
import type { RoomState } from "./state";

export function Ended({ room }: { room: RoomState }) {
	const [, navigate] = useLocation();
	const { reason, by } = room.ended ?? { reason: "ended", by: null };
	const name = nameOf(room.interview.peer);
	if (reason === "abandoned") {
		return (
			<Dialog title="The interview didn't begin" onClose={() => navigate("/")}>
				<p>
					{room.interview.i_started
						? `${name} didn't say that they are ready in time. If the waiting room is still open you are back in it, with the waiting time you had.`
						: "It was not started in time."}
				</p>
				<div className="dialog-actions">
					<Link href="/" className="button primary">
						Go on
					</Link>
				</div>
			</Dialog>
		);
	}
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

// The dialog after an interview: why it ended, and what comes next.
import { t } from "@lingui/core/macro";
import { Link, useLocation } from "wouter";
import { useMatchState, whereAmI } from "../api/match";
import { OwnStream } from "../live/Live";
import { Dialog } from "../ui/Dialog";
import { nameOf } from "../ui/names";
import type { RoomState } from "./state";

export function Ended({ room }: { room: RoomState }) {
	const [, navigate] = useLocation();
	if (room.ended?.reason === "abandoned") return <Abandoned room={room} />;
	const { reason, by } = room.ended ?? { reason: "ended", by: null };
	const name = nameOf(room.interview.peer);
	const words =
		reason === "time_is_up" ? t`Time is up.` : by === room.interview.peer.id ? t`${name} ended the interview.` : "";
	return (
		<Dialog title={t`The interview is over`} onClose={() => navigate("/")}>
			<p>
				{words} {t`Give ${name} feedback while it’s fresh. It takes two minutes.`}
			</p>
			<div className="dialog-actions">
				<Link href="/" className="button">{t`Later`}</Link>
				<Link href={`/review/${room.interview.id}`} className="button primary">{t`Give feedback`}</Link>
			</div>
		</Dialog>
	);
}

/** The interview never began. Whether the user waits again is what the match state says, as on every page. */
function Abandoned({ room }: { room: RoomState }) {
	const [, navigate] = useLocation();
	const { data: state } = useMatchState();
	const waits = state !== undefined && ["waiting", "away"].includes(whereAmI(state));
	return (
		<Dialog title={t`The interview didn’t start`} onClose={() => navigate("/")}>
			<OwnStream />
			<p>
				{whyAbandoned(room)} {waits && t`You are back in the waiting room and keep your waiting time.`}
			</p>
			<div className="dialog-actions">
				<Link href="/" className={waits ? "button" : "button primary"}>{t`Home`}</Link>
				{waits && <Link href="/waiting" className="button primary">{t`Go to the waiting room`}</Link>}
			</div>
		</Dialog>
	);
}

function whyAbandoned({ ended, interview: { i_started, peer } }: RoomState): string {
	const name = nameOf(peer);
	if (ended?.by === peer.id) return t`${name} left before the start.`;
	if (ended?.by != null) return t`You ended it before the start.`;
	return i_started ? t`${name} wasn’t ready in time.` : t`You weren’t ready in time.`;
}

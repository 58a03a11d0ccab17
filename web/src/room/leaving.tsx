// The ways to leave a room: end the interview for both, with or without being matched again at once.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { useLocation } from "wouter";
import { decline } from "../api/queries";
import { queryClient } from "../api/queryClient";
import { DeclinePrice } from "../live/DeclinePrice";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Failure } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { endInterview } from "./endInterview";
import type { RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

/** Ends the interview, or declines it while it can be. With `requeue` the user waits again with the same options. */
export function useLeaving(room: RoomState, handle: RoomHandle) {
	const [, navigate] = useLocation();
	const [error, setError] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const end = async (requeue: boolean) => {
		setBusy(true);
		setError(null);
		try {
			const { id, status, i_started } = room.interview;
			if (status === "matched" && !i_started) await decline(id, requeue ? "somebody_else" : "not_now");
			else await endInterview(handle.send, requeue);
			if (!requeue) return;
			for (const key of ["match", "bookings"]) void queryClient.invalidateQueries({ queryKey: [key] });
			navigate("/waiting");
		} catch (problem) {
			setError(problem);
			setBusy(false);
		}
	};
	return { end: (requeue: boolean) => void end(requeue), error, busy };
}

export function EndDialog({ room, handle, onClose }: { room: RoomState; handle: RoomHandle; onClose(): void }) {
	const { end, error, busy } = useLeaving(room, handle);
	const isLive = room.interview.status === "live";
	const { invited } = room.interview.why;
	const name = nameOf(room.interview.peer);
	return (
		<Dialog title={t`End the interview?`} onClose={onClose}>
			<p>
				{isLive
					? t`It ends for both of you. You can then give ${name} feedback, now or later from your history.`
					: invited
						? t`It hasn’t started, so there is no feedback. It is then canceled for you both, and costs nothing.`
						: t`It hasn’t started, so there is no feedback. ${name} goes back to the waiting room.`}
			</p>
			{!isLive && !invited && <DeclinePrice />}
			<Failure error={error} />
			<div className="dialog-actions">
				<Button onClick={onClose}>{t`Keep going`}</Button>
				{(isLive || !invited) && (
					<Button busy={busy} onClick={() => end(true)}>{t`End and find another partner`}</Button>
				)}
				<Button kind="danger" busy={busy} onClick={() => end(false)}>{t`End for both`}</Button>
			</div>
		</Dialog>
	);
}

/** Shown when the peer stays away longer than a reconnect takes: wait, end it, or be matched again. */
export function PeerLeft({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const { end, error, busy } = useLeaving(room, handle);
	const [waits, setWaits] = useState(false);
	const name = nameOf(room.interview.peer);
	if (waits) return <p className="small muted">{t`Waiting for ${name}. You can end the interview at any time.`}</p>;
	return (
		<div className="notice warn">
			<div>
				<Trans>
					<strong>{name} has left.</strong> They may come back. The clock keeps running.
				</Trans>
			</div>
			<div className="row">
				<Button onClick={() => setWaits(true)}>{t`Wait`}</Button>
				<Button busy={busy} onClick={() => end(false)}>{t`End`}</Button>
				<Button busy={busy} onClick={() => end(true)}>{t`Back to the waiting room`}</Button>
			</div>
			<Failure error={error} />
		</div>
	);
}

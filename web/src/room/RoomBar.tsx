// The bar above the room: the clock, my role, and what can be done: microphone, camera, swap, end.
import { useState } from "react";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Failure } from "../ui/Notice";
import { toast } from "../ui/Toasts";
import { countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import { nameOf } from "../ui/words";
import type { RoomProps } from "./Inside";
import type { RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

export function RoomBar({ room, handle, media }: RoomProps) {
	const [ending, setEnding] = useState(false);
	const live = room.interview.status === "live";
	const swap = () =>
		void handle.send("roles.swap", {} as never).catch((error: Error) => toast(`The roles stay: ${error.message}`));
	return (
		<header className="room-bar">
			<div className="room-status">
				<Clock room={room} />
				<span className="room-role">
					You are the <strong>{room.interview.role}</strong>
				</span>
			</div>
			<div className="row room-actions">
				<Button
					className="icon"
					icon={media.audio ? "mic" : "micOff"}
					aria-label="Microphone"
					aria-pressed={media.wishes.audio}
					title={media.audio ? "Microphone is on (m)" : "Microphone is off (m)"}
					onClick={() => media.toggle("audio")}
				/>
				<Button
					className="icon"
					icon={media.video ? "camera" : "cameraOff"}
					aria-label="Camera"
					aria-pressed={media.wishes.video}
					title={media.video ? "Camera is on (v)" : "Camera is off (v)"}
					onClick={() => media.toggle("video")}
				/>
				{live && (
					<Button icon="swap" onClick={swap} className="with-label" aria-label="Swap roles">
						<span>Swap roles</span>
					</Button>
				)}
				<More room={room} handle={handle} />
				<Button kind="danger" icon="end" className="with-label" aria-label="End" onClick={() => setEnding(true)}>
					<span>End</span>
				</Button>
			</div>
			{ending && <EndDialog room={room} handle={handle} onClose={() => setEnding(false)} />}
		</header>
	);
}

const SOON = 300; // seconds
const LAST = 60;

function Clock({ room }: { room: RoomState }) {
	const now = useNow(500);
	const { ends_at, started_at, status } = room.interview;
	if (status !== "live" || !ends_at || !started_at) {
		return <span className="muted">{status === "matched" ? "Not begun yet" : "It is over"}</span>;
	}
	const left = (Date.parse(ends_at) - now) / 1000;
	const half = left < (Date.parse(ends_at) - Date.parse(started_at)) / 2000;
	const said =
		left < LAST
			? "Less than a minute left."
			: left < SOON
				? "Less than five minutes left."
				: half
					? "Half of the time is over: a good moment to swap roles."
					: "";
	return (
		<>
			<span
				className={left < SOON ? "clock numbers warn-text" : "clock numbers"}
				role="timer"
				aria-label={`${countdown(left)} left`}
			>
				{countdown(left)}
			</span>
			<span className="visually-hidden" role="status">
				{said}
			</span>
		</>
	);
}

/** Ten more minutes, where the server has them and both want them. */
function More({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	if (room.interview.status !== "live" || !room.interview.extensions_left) return null;
	const theirs = room.extensionBy === room.interview.peer.id;
	const mine = room.extensionBy !== null && !theirs;
	return (
		<Button
			kind={theirs ? "primary" : "plain"}
			disabled={mine}
			onClick={() =>
				void handle.send("interview.extend", {}).catch((error: Error) => toast(`No more time: ${error.message}`))
			}
		>
			{theirs ? "Agree to 10 more min" : mine ? "Asked for 10 more min" : "+10 min"}
		</Button>
	);
}

function EndDialog({ room, handle, onClose }: { room: RoomState; handle: RoomHandle; onClose(): void }) {
	const [error, setError] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const end = async () => {
		setBusy(true);
		try {
			await handle.send("interview.end", { requeue: false });
			onClose();
		} catch (problem) {
			setError(problem);
			setBusy(false);
		}
	};
	return (
		<Dialog title="End the interview?" onClose={onClose}>
			<p>It ends for both of you. Then you write feedback for {nameOf(room.interview.peer)}.</p>
			<Failure error={error} />
			<div className="dialog-actions">
				<Button onClick={onClose}>Go on</Button>
				<Button kind="danger" busy={busy} onClick={() => void end()}>
					End for both
				</Button>
			</div>
		</Dialog>
	);
}

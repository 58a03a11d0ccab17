// The bar above the room: clock, role, microphone, camera, role swap, more time, and the end.
import { useState } from "react";
import { Button } from "../ui/Button";
import { toast } from "../ui/Toasts";
import { Clock } from "./Clock";
import { Extension } from "./Extension";
import { EndDialog } from "./leaving";
import type { Kind, Media } from "./media";
import type { RoomProps } from "./roomProps";
import { peerIn, type RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

export function RoomBar({ room, handle, media }: RoomProps) {
	const [ending, setEnding] = useState(false);
	const { status, role, video } = room.interview;
	return (
		<header className="room-bar">
			<div className="room-status">
				<Clock room={room} />
				<span className="room-role">
					<span className="room-role-words">You are the </span>
					<strong>{role}</strong>
				</span>
			</div>
			<div className="row room-actions">
				{video.provider === "webrtc" && !room.ended && (
					<>
						<Switch kind="audio" media={media} />
						<Switch kind="video" media={media} />
					</>
				)}
				{status === "live" && (
					<Button icon="swap" onClick={() => swap(room, handle)} className="with-label" aria-label="Swap roles">
						<span>Swap roles</span>
					</Button>
				)}
				<Extension room={room} handle={handle} />
				{!room.ended && (
					<Button kind="danger" icon="end" className="with-label" aria-label="End" onClick={() => setEnding(true)}>
						<span>End</span>
					</Button>
				)}
			</div>
			{ending && !room.ended && <EndDialog room={room} handle={handle} onClose={() => setEnding(false)} />}
		</header>
	);
}

const SWITCHES = {
	audio: { name: "Microphone", key: "m", on: "mic", off: "micOff" },
	video: { name: "Camera", key: "v", on: "camera", off: "cameraOff" },
} as const;

function Switch({ kind, media }: { kind: Kind; media: Media }) {
	const { name, key, on, off } = SWITCHES[kind];
	const isOn = media[kind] !== null;
	return (
		<Button
			className="icon"
			icon={isOn ? on : off}
			aria-label={name}
			aria-pressed={isOn}
			title={`${name} is ${isOn ? "on" : "off"} (${key})`}
			onClick={() => media.toggle(kind)}
		/>
	);
}

/** Swaps the roles by naming the interviewer's seat, so that two simultaneous requests swap once. */
function swap(room: RoomState, handle: RoomHandle): void {
	const theirs = peerIn(room)?.seat ?? 1;
	const interviewer_seat = room.interview.role === "interviewer" ? theirs : 3 - theirs;
	handle.send("roles.swap", { interviewer_seat }).catch((error: Error) => toast(`The roles stay: ${error.message}`));
}

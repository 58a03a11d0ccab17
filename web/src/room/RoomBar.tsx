// The bar above the room: clock, role, microphone, camera, role swap, more time, and the end.
import { useState } from "react";
import { Button } from "../ui/Button";
import { Clock } from "./Clock";
import { Extension } from "./Extension";
import { EndDialog } from "./leaving";
import type { Kind, Media } from "./media";
import type { RoomProps } from "./roomProps";
import { SwapDialog } from "./SwapDialog";

export function RoomBar({ room, handle, media }: RoomProps) {
	const [ending, setEnding] = useState(false);
	const { status, role, video } = room.interview;
	// Whoever opened the dialog meant this role: if the peer swaps meanwhile, there is nothing left to ask.
	const [leavingRole, setLeavingRole] = useState<typeof role | null>(null);
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
					<Button icon="swap" onClick={() => setLeavingRole(role)} className="with-label" aria-label="Swap roles">
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
			{leavingRole === role && status === "live" && (
				<SwapDialog room={room} handle={handle} onClose={() => setLeavingRole(null)} />
			)}
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

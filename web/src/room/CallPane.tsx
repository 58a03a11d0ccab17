// The call: the peer's picture and mine, and what is between us while there is none.
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import { nameOf } from "../ui/words";
import type { RoomProps } from "./Inside";
import { peerIn, type RoomState } from "./state";
import type { RoomHandle } from "./useRoom";
import { VideoTile } from "./VideoTile";

export function CallPane({ room, handle, media }: RoomProps) {
	const { remote } = handle.call;
	return (
		<section className="call-pane" aria-label="Call">
			<div className="tiles">
				<VideoTile
					track={remote.video}
					audio={remote.audio}
					name={nameOf(room.interview.peer)}
					note={peerNote(room, handle)}
				/>
				<VideoTile track={media.video} name="You" mirrored small note={media.wishes.video ? undefined : "Camera off"} />
			</div>
			<div className="stack call-words" style={{ "--gap": "8px" } as React.CSSProperties}>
				<Begin room={room} handle={handle} />
				<p className="small muted" role="status">
					{[media.trouble.video, media.trouble.audio].filter(Boolean).join(" ")}
				</p>
			</div>
		</section>
	);
}

function peerNote(room: RoomState, { call }: RoomHandle): string | undefined {
	const peer = peerIn(room);
	if (room.peerReconnecting) return "Reconnecting …";
	if (peer?.presence === "expected") return "Not here yet";
	if (peer?.presence === "left") return "Has left; may come back";
	if (call.state === "connecting") return "Connecting …";
	if (call.state === "failed") return "No direct line; chat and code work";
	return undefined;
}

/** Before the interview is live: who is ready, and how long there is. */
function Begin({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const now = useNow(1_000);
	const { interview } = room;
	if (interview.status !== "matched") return null;
	const left = countdown((Date.parse(interview.start_by) - now) / 1000);
	const name = nameOf(interview.peer);
	if (interview.i_started) {
		return (
			<Notice tone="accent">
				<strong>You are ready.</strong> Waiting for {name}, for {left} at most.
			</Notice>
		);
	}
	return (
		<Notice tone="accent">
			<strong>{interview.peer_started ? `${name} is ready.` : "Say when you are ready."}</strong> There are {left} left
			to begin.
			<Button
				kind="primary"
				className="wide"
				onClick={() => void handle.send("interview.ready", {} as never).catch(() => undefined)}
			>
				I’m ready
			</Button>
		</Notice>
	);
}

// Whether the two see each other: how the user's own camera begins, and what both have agreed to. Pure.
import type { CameraStart } from "../../live/cameraStart";
import type { Participant } from "../../sockets/frames";
import type { RoomState } from "../state";

type Room = Pick<RoomState, "participants" | "interview">;

/** How pictures are sent and shown; "none": neither captured nor shown. */
export type Picture = "clear" | "blurred" | "none";

export interface Agreement {
	/** Whether there can be pictures at all. */
	isPossible: boolean;
	mine: boolean;
	peer: boolean;
	/** Of my camera as it is sent, and of the peer's as it is shown, whatever their client sends. */
	picture: Picture;
}

/** Not between minors, nor where one takes part in writing only. Servers of before allow it always. */
export function arePossible({ camera_allowed, video }: Room["interview"]): boolean {
	return camera_allowed !== false && !(video.provider === "webrtc" && video.allowed === false);
}

/** Nothing is sent before the room is known. `hides`: the user has taken it back, whether or not the server knows yet. */
export function agreementIn(room: Room | null, start: CameraStart, hides = false): Agreement {
	if (!room || !arePossible(room.interview))
		return { isPossible: room === null, mine: false, peer: false, picture: "none" };
	const isPeer = ({ user_id }: Participant) => user_id === room.interview.peer.id;
	const mine = !hides && room.participants.some((one) => !isPeer(one) && agrees(one));
	const peer = room.participants.some((one) => isPeer(one) && agrees(one));
	// ZEGO's kit sends what the camera has: it can't blur it.
	const before = start === "blurred" && room.interview.video.provider === "webrtc" ? "blurred" : "none";
	return { isPossible: true, mine, peer, picture: mine && peer ? "clear" : before };
}

/** With a server of before, nobody can agree, and people see each other as they did. */
function agrees({ cameras_agreed }: Participant): boolean {
	return cameras_agreed ?? true;
}

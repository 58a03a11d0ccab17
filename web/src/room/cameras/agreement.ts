// Whether the two see each other: how the user's own camera begins, and what both have agreed to. Pure.
import type { CameraStart } from "../../live/cameraStart";
import type { Participant } from "../../sockets/frames";
import type { RoomState } from "../state";

/** How pictures are sent and shown; "none": neither captured nor shown. */
export type Picture = "clear" | "blurred" | "none";

export interface Agreement {
	mine: boolean;
	peer: boolean;
	/** Of my camera as it is sent, and of the peer's as it is shown, whatever their client sends. */
	picture: Picture;
}

/** Nothing is sent before the room is known. */
export function agreementIn(room: Pick<RoomState, "participants" | "interview"> | null, start: CameraStart): Agreement {
	if (!room) return { mine: false, peer: false, picture: "none" };
	const isPeer = ({ user_id }: Participant) => user_id === room.interview.peer.id;
	const mine = room.participants.some((one) => !isPeer(one) && agrees(one));
	const peer = room.participants.some((one) => isPeer(one) && agrees(one));
	const before = start === "blurred" ? "blurred" : "none";
	return { mine, peer, picture: mine && peer ? "clear" : before };
}

/** With a server of before, nobody can agree, and people see each other as they did. */
function agrees({ cameras_agreed }: Participant): boolean {
	return cameras_agreed ?? true;
}

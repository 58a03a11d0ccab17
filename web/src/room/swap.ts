// Swapping the roles.
import { peerIn, type RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

/** Names the interviewer's seat, so that two simultaneous requests swap once. */
export function swapRoles(room: RoomState, handle: RoomHandle): Promise<void> {
	const theirs = peerIn(room)?.seat ?? 1;
	const interviewer_seat = room.interview.role === "interviewer" ? theirs : 3 - theirs;
	return handle.send("roles.swap", { interviewer_seat });
}

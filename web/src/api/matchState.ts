// How a change of the waiting room updates the user's match state. Pure.
import type { components } from "./api";
import type { components as frames } from "./frames";

export type MatchState = components["schemas"]["MatchState"];
export type WaitingRoomChange = frames["schemas"]["Frames"]["waiting_room.changed"];

/** Returns the state after a change of the waiting room; a change that arrives too late is ignored. */
export function withWaitingRoomChange(state: MatchState, change: WaitingRoomChange): MatchState {
	if (change.slot_id !== state.slot_id || (state.status !== "booked" && state.status !== "waiting")) return state;
	if (change.position !== null) return { ...state, ...change, status: "waiting" };
	return { ...state, status: "booked", position: null, waiting: null, pairs_at: null, estimated_wait_seconds: null };
}

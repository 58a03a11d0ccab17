// What a change of the waiting room makes of where I stand. Pure.
import type { Frames } from "../sockets/frames";
import type { components } from "./api";

export type MatchState = components["schemas"]["MatchState"];
export type Standing = Frames["waiting_room.changed"];

/** Returns the state after a change of the waiting room, which may be older than what has happened since. */
export function withStanding(state: MatchState, standing: Standing): MatchState {
	if (standing.slot_id !== state.slot_id || (state.status !== "booked" && state.status !== "waiting")) return state;
	if (standing.position !== null) return { ...state, ...standing, status: "waiting" };
	return { ...state, status: "booked", position: null, waiting: null, pairs_at: null, estimated_wait_seconds: null };
}

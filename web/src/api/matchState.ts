// Where the user is, as the server's match state says, and how a change of the waiting room updates that. Pure.
import type { components } from "./api";
import type { components as frames } from "./frames";

export type MatchState = components["schemas"]["MatchState"];
export type LastWait = components["schemas"]["LastWait"];
export type WaitingRoomChange = frames["schemas"]["Frames"]["waiting_room.changed"];

/** `away` is somebody who waits but has not been heard from; `booked` is not in the waiting room. */
export type Where = "nowhere" | "booked" | "away" | "waiting" | "matched" | "live";

/** Returns where the user is. All pages draw it from here, in every tab. */
export function whereAmI({ status, away, interview }: MatchState): Where {
	if (interview) return interview.status === "live" ? "live" : "matched";
	if (away) return "away";
	return status === "waiting" || status === "booked" ? status : "nowhere";
}

/** Returns whether the user has a place in a waiting room, or a match from there. */
export function isThere(state: MatchState): boolean {
	return !["nowhere", "booked"].includes(whereAmI(state));
}

/** Returns the state after a change of the waiting room; a change that arrives too late is ignored. */
export function withWaitingRoomChange(state: MatchState, change: WaitingRoomChange): MatchState {
	if (change.slot_id !== state.slot_id || (state.status !== "booked" && state.status !== "waiting")) return state;
	// Without a position the user has left, or is away: the server is asked which.
	if (change.position === null) return { ...state, waiting: change.waiting, position: null };
	return { ...state, ...change, status: "waiting", away: false };
}

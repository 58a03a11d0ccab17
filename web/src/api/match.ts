// Where I am: idle, booked, waiting or matched. The server's state is the only copy; sockets only bring it sooner.
import { useQuery } from "@tanstack/react-query";
import type { Frames } from "../sockets/frames";
import { api, ok, type Schemas } from "./client";
import { queryClient } from "./queries";

export type MatchState = Schemas["MatchState"];
type Standing = Frames["waiting_room.changed"];

const keyOf = (slotId: number | null) => ["match", slotId] as const;

/** Where I am in one slot, or, without one, in the booking that matters most now. */
export function useMatchState(slotId: number | null = null) {
	const query = slotId === null ? {} : { slot_id: slotId };
	return useQuery({
		queryKey: keyOf(slotId),
		queryFn: () => ok(api.GET("/match/status", { params: { query } })),
	});
}

export function knownMatchState(slotId: number | null): MatchState | undefined {
	return queryClient.getQueryData(keyOf(slotId));
}

/** Takes a snapshot: it is newer than whatever was asked for before. */
export async function showMatchState(slotId: number | null, state: MatchState): Promise<void> {
	await queryClient.cancelQueries({ queryKey: keyOf(slotId) });
	queryClient.setQueryData(keyOf(slotId), state);
	if (slotId !== null) void queryClient.invalidateQueries({ queryKey: keyOf(null) });
}

/** Takes a change of the waiting room. */
export function showStanding(slotId: number | null, standing: Standing): void {
	queryClient.setQueryData<MatchState>(keyOf(slotId), (state) => state && withStanding(state, standing));
	// What is being read may be from before the change.
	if (queryClient.isFetching({ queryKey: keyOf(slotId) })) {
		void queryClient.invalidateQueries({ queryKey: keyOf(slotId) });
	}
}

/** Returns the state after a change of the waiting room, which may be older than what has happened since. Pure. */
export function withStanding(state: MatchState, standing: Standing): MatchState {
	if (standing.slot_id !== state.slot_id || (state.status !== "booked" && state.status !== "waiting")) return state;
	if (standing.position !== null) return { ...state, ...standing, status: "waiting" };
	return { ...state, status: "booked", position: null, waiting: null, pairs_at: null, estimated_wait_seconds: null };
}

// The match state: idle, booked, waiting, or matched. The server has the only copy; sockets just deliver it sooner.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "./client";
import { type MatchState, type WaitingRoomChange, withWaitingRoomChange } from "./matchState";
import { queryClient } from "./queries";

export type { MatchState };

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
export function showWaitingRoomChange(slotId: number | null, change: WaitingRoomChange): void {
	queryClient.setQueryData<MatchState>(keyOf(slotId), (state) => state && withWaitingRoomChange(state, change));
	// What is being read may be from before the change.
	if (queryClient.isFetching({ queryKey: keyOf(slotId) })) {
		void queryClient.invalidateQueries({ queryKey: keyOf(slotId) });
	}
}

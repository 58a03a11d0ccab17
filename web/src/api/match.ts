// Where I am: idle, booked, waiting or matched. The server's state is the only copy; sockets only bring it sooner.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "./client";
import { queryClient } from "./queries";
import { type MatchState, type Standing, withStanding } from "./standing";

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
export function showStanding(slotId: number | null, standing: Standing): void {
	queryClient.setQueryData<MatchState>(keyOf(slotId), (state) => state && withStanding(state, standing));
	// What is being read may be from before the change.
	if (queryClient.isFetching({ queryKey: keyOf(slotId) })) {
		void queryClient.invalidateQueries({ queryKey: keyOf(slotId) });
	}
}

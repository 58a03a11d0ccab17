// Where the user is in matching. The server has the only copy; sockets just deliver it sooner.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "./client";
import { type LastWait, type MatchState, type WaitingRoomChange, withWaitingRoomChange } from "./matchState";
import { queryClient } from "./queryClient";

export type ReunionOffer = NonNullable<MatchState["reunion"]>;
export { isThere, type Where, whereAmI } from "./matchState";
export type { LastWait, MatchState };

const keyOf = (slotId: number | null) => ["match", slotId] as const;

/** The match state in one slot or, without a slot, of the current booking. */
export function useMatchState(slotId: number | null = null) {
	const query = slotId === null ? {} : { slot_id: slotId };
	return useQuery({
		queryKey: keyOf(slotId),
		queryFn: () => ok(api.GET("/match/status", { params: { query } })),
	});
}

/** Reads again where the user is. */
export function readMatchStateAgain(): Promise<void> {
	return queryClient.invalidateQueries({ queryKey: ["match"] });
}

/** Answers whether the user would practice now with somebody here whom they met lately. */
export function answerReunion(offerId: number, again: boolean): Promise<MatchState> {
	return ok(api.POST("/match/reunion", { body: { offer_id: offerId, again } }));
}

/** Shows a snapshot, which is newer than any request in progress. */
export async function showMatchState(slotId: number | null, state: MatchState): Promise<void> {
	await queryClient.cancelQueries({ queryKey: keyOf(slotId) });
	queryClient.setQueryData(keyOf(slotId), state);
	if (slotId !== null) void queryClient.invalidateQueries({ queryKey: keyOf(null) });
}

/** Applies a change of the waiting room. */
export function showWaitingRoomChange(slotId: number | null, change: WaitingRoomChange): void {
	queryClient.setQueryData<MatchState>(keyOf(slotId), (state) => state && withWaitingRoomChange(state, change));
	// A request in progress may predate the change.
	if (change.position === null || queryClient.isFetching({ queryKey: keyOf(slotId) })) {
		void queryClient.invalidateQueries({ queryKey: keyOf(slotId) });
	}
}

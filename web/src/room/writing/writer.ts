// Who of the two takes part in writing.

import { useTakingPart } from "../../live/takingPart";
import type { RoomState } from "../state";

export type Writer = "me" | "peer" | "both";

export function writerIn({ peerMedia }: Pick<RoomState, "peerMedia">, writes: boolean): Writer | null {
	// Servers and clients of before don't say it.
	const peerWrites = peerMedia?.takes_part === "writing";
	if (writes) return peerWrites ? "both" : "me";
	return peerWrites ? "peer" : null;
}

export function useWriter(room: RoomState): Writer | null {
	return writerIn(room, useTakingPart()[0].writes);
}

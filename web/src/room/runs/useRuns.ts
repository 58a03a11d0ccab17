// Everything about running code in a room: what is run with what, by whom it was run, and who has seen it.
import type { RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { useMissing } from "./downloads";
import { useServerLanguages } from "./serverLanguages";
import { type Sharing, useSharing } from "./sharing";
import { type Trials, useTrials } from "./useTrials";

export interface Runs extends Trials {
	sharing: Sharing;
}

export function useRuns({ interview, ended }: RoomState, send: RoomHandle["send"]): Runs {
	const sharing = useSharing(send);
	const offer = { runtimes: useServerLanguages(), missing: useMissing() };
	// In a room that is over people may go on by themselves.
	const trials = useTrials(interview.id, interview.question, offer, (run) => !ended && sharing.share(run));
	return { ...trials, sharing };
}

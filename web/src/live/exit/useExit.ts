// Where the safety exit leads out of: the interview that this page, or the match card over it, belongs to.
import { useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import { useMatchState } from "../../api/match";
import { useInterview } from "../../api/queries";
import { nameOf } from "../../ui/names";
import { exitOf, leave, notedName, subscribe } from "./exits";

const OF_AN_INTERVIEW = /^\/(?:room|review)\/([^/]+)/;

/** Returns the exit from an interview that was made in this browser. */
export function useExitOf(interviewId: string | undefined) {
	return useSyncExternalStore(subscribe, () => exitOf(interviewId));
}

/** Returns what leaves, blocks, and reports; null where there is no interview, or it was left. */
export function useLeave(): (() => void) | null {
	const [path, navigate] = useLocation();
	const underway = useMatchState().data?.interview;
	const id = OF_AN_INTERVIEW.exec(path)?.[1] ?? underway?.id;
	const known = useInterview(id ?? "", false).data;
	const exit = useExitOf(id);
	if (id === undefined || exit) return null;
	const peer = underway?.id === id ? underway.peer : known?.peer;
	return () => {
		leave(id, peer ? nameOf(peer) : notedName(id));
		navigate(`/room/${id}`);
	};
}

// How the user takes part in interviews: speaking or in writing, with captions or without. A choice of this browser.
import { useMemo, useSyncExternalStore } from "react";
import type { Commands } from "../sockets/frames";
import { browserStore } from "../ui/browserStore";

export interface TakingPart {
	/** They neither speak nor need to hear: no device is asked for, and the chat is the conversation. */
	writes: boolean;
	/** They want to read what the other says. */
	captions: boolean;
	/** The size of captions, in steps from 0. */
	captionSize: number;
}

type MediaState = Commands["media.set"];
export type CaptionsGiven = NonNullable<MediaState["captions"]>;

/** Reads what was kept; whatever has another form is as it was at first. */
export function readTakingPart(kept: unknown): TakingPart {
	const { writes, captions, captionSize } = (kept ?? {}) as Partial<TakingPart>;
	return {
		writes: writes === true,
		captions: captions === true,
		captionSize: Number.isInteger(captionSize) ? Number(captionSize) : 0,
	};
}

const useChosen = browserStore("mockmate.takingPart", readTakingPart);
const watchers = new Set<() => void>();
let isByText = false;

/** What the user has chosen; in a room by text they write, whatever they chose. */
export function useTakingPart(): readonly [TakingPart, (changes: Partial<TakingPart>) => void] {
	const [chosen, change] = useChosen();
	const byText = useSyncExternalStore(watch, () => isByText);
	return [useMemo(() => (byText ? { ...chosen, writes: true } : chosen), [byText, chosen]), change];
}

/** Whoever takes part in writing is offered captions, too; they can be turned off by themselves. */
export function withWriting(writes: boolean): Partial<TakingPart> {
	return { writes, captions: writes };
}

/** What the peer is told, without what goes without saying: servers of before know none of it. */
export function toldOf({ writes, captions }: TakingPart, given: CaptionsGiven): Partial<MediaState> {
	return {
		...(writes && { takes_part: "writing" as const }),
		...(captions && { wants_captions: true }),
		...(given !== "off" && { captions: given }),
	};
}

/** Whether a server refused a state because it is of a release before, which the state can be told without. */
export function isOfBefore(detail: string): boolean {
	return /\bdata\.(takes_part|wants_captions|captions|weak_line|audio_only)\b/.test(detail);
}

/** Says whether the room that is open is by text: one of the two may take part in writing only. */
export function setByText(value: boolean): void {
	if (value === isByText) return;
	isByText = value;
	for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}

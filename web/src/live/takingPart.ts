// How the user takes part in interviews: speaking or in writing, with captions or without. A choice of this browser.
import { useSyncExternalStore } from "react";
import type { Commands } from "../sockets/frames";

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

const KEY = "mockmate.takingPart";
const AT_FIRST: TakingPart = { writes: false, captions: false, captionSize: 0 };
const watchers = new Set<() => void>();
let chosen = readTakingPart(globalThis.localStorage?.getItem(KEY) ?? null);
/** Whether the room that is open is by text, whatever was chosen. */
let isByText = false;
let shown = chosen;

export function useTakingPart(): readonly [TakingPart, (changes: Partial<TakingPart>) => void] {
	return [useSyncExternalStore(watch, () => shown), change];
}

/** Reads what was kept; whatever has another form is as it was at first. */
export function readTakingPart(kept: string | null): TakingPart {
	try {
		const { writes, captions, captionSize } = JSON.parse(kept ?? "{}");
		return {
			writes: writes === true,
			captions: captions === true,
			captionSize: Number.isInteger(captionSize) ? captionSize : 0,
		};
	} catch {
		return AT_FIRST;
	}
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

function change(changes: Partial<TakingPart>): void {
	chosen = { ...chosen, ...changes };
	try {
		localStorage.setItem(KEY, JSON.stringify(chosen));
	} catch {
		// Full, or closed to pages: it is kept until a reload.
	}
	tell();
}

/** Says whether the room that is open is by text: one of the two may take part in writing only. */
export function setByText(value: boolean): void {
	if (value === isByText) return;
	isByText = value;
	tell();
}

function tell(): void {
	shown = isByText ? { ...chosen, writes: true } : chosen;
	for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}

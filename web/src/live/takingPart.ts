// How the user takes part in interviews: speaking or in writing, with captions or without. A choice of this browser.
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

export const useTakingPart = browserStore("mockmate.takingPart", readTakingPart);

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

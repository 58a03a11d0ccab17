// Audio only, which either person chooses for both, and ends for both. Pure.
//
// Each counts how often it was switched, and tells the count; an odd one is audio only. The greater count holds. So both
// come to the same, in whatever order what they tell arrives, and two who press at once don't undo each other's press.
import type { PeerMedia } from "../../sockets/frames";

export interface AudioOnly {
	switches: number;
	/** Who switched last, as far as it is known here. */
	by: "me" | "peer";
}

/** The server takes no more. A page that counts so many was not switched by hand. */
const MOST = 1_000_000;

export const VIDEO: AudioOnly = { switches: 0, by: "me" };

export function isOn({ switches }: AudioOnly): boolean {
	return switches % 2 === 1;
}

export function switched({ switches }: AudioOnly): AudioOnly {
	return { switches: Math.min(MOST, switches + 1), by: "me" };
}

/** Returns what holds after the peer has told theirs. Clients that don't know of it tell nothing. */
export function merged(mine: AudioOnly, told: Partial<Pick<PeerMedia, "audio_only">> | null): AudioOnly {
	const theirs = told?.audio_only;
	if (!Number.isSafeInteger(theirs) || (theirs as number) > MOST || (theirs as number) <= mine.switches) return mine;
	return { switches: theirs as number, by: "peer" };
}

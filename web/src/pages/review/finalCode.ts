// The code that the peer had at the end of an interview, as its recording has it. Pure.
import type { OwnInterview } from "../../api/queries";
import type { PadName } from "../../room/desk/pads";
import { languageAt } from "../replay/pads";
import { type Item, isHappening, ReplayPlayer } from "../replay/replayPlayer";

export interface FinalCode {
	text: string;
	language: string;
}

/** Returns the pad in which the peer wrote as interviewee. Servers of before have one for both. */
export function padOfPeer({ pads, peer }: Pick<OwnInterview, "pads" | "peer">): PadName {
	return pads?.find(({ user_id }) => user_id === peer.id)?.name ?? "code";
}

export function finalCode(items: readonly Item[], pad: PadName): FinalCode {
	const player = new ReplayPlayer(items);
	return {
		text: player.text(player.length, pad),
		language: languageAt(items.filter(isHappening), Number.POSITIVE_INFINITY, pad),
	};
}

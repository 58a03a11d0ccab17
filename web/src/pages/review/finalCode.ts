// The code that the peer had at the end of an interview, as its recording has it. Pure.
import { languageAt } from "../replay/happenings";
import { type Item, isHappening, ReplayPlayer } from "../replay/replayPlayer";

export interface FinalCode {
	text: string;
	language: string;
}

/** The one place here that knows in which text of the document the peer wrote as interviewee. */
export function finalCode(items: readonly Item[]): FinalCode {
	const player = new ReplayPlayer(items);
	return {
		text: player.text(player.length),
		language: languageAt(items.filter(isHappening), Number.POSITIVE_INFINITY),
	};
}

// The filters of the history, and the query parameters made from them. Pure.
import type { Difficulty, InterviewType } from "../../api/queries";
import { startOfDay } from "../../ui/time";

export interface Filter {
	type: InterviewType | "";
	difficulty: Difficulty | "";
	/** Local days from date fields; both are inclusive. */
	since: string;
	until: string;
	peer: number | null;
	/** A slug. */
	topic: string;
}

export const NO_FILTER: Filter = { type: "", difficulty: "", since: "", until: "", peer: null, topic: "" };

/** Returns the query of a filter; days are converted to moments in the local time zone. */
export function asQuery({ type, difficulty, since, until, peer, topic }: Filter) {
	const [first, behind] = [startOfDay(since), startOfDay(until, 1)];
	return {
		...(type && { interview_type: type }),
		...(difficulty && { difficulty }),
		...(first && { from: first.toISOString() }),
		...(behind && { to: behind.toISOString() }),
		...(peer && { peer }),
		...(topic && { topic }),
	};
}

// Enters a practice room, and keeps the last choice of kind, level, and topics in this browser.
import { type Difficulty, enter, type InterviewType, useBookingAction, useProfile } from "../../api/queries";
import { wishing } from "../../live/topics/topics";

const KEY = "mockmate.practise";

export interface Practice {
	type: InterviewType;
	level: Difficulty;
	/** The topics wished for, by type. */
	topics: Partial<Record<InterviewType, readonly string[]>>;
}

const USUAL: Practice = { type: "technical", level: "medium", topics: {} };

export function remembered(): Practice {
	try {
		return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
	} catch {
		return USUAL;
	}
}

export function remember(practice: Practice): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(practice));
	} catch {
		// Storage is full or forbidden; the user chooses again next time.
	}
}

export function rememberTopics(type: InterviewType, slugs: readonly string[]): void {
	const practice = remembered();
	remember({ ...practice, topics: { ...practice.topics, [type]: slugs } });
}

/** A mutation that enters the practice room, the public one or a group’s, and remembers what was asked for. */
export function usePractice(groupId?: number) {
	const { data, refetch } = useProfile();
	return useBookingAction(async (practice: Practice) => {
		remember(practice);
		const { type, level, topics } = practice;
		// Nobody is matched in a language that they don't speak because their profile comes late.
		const me = data ?? (await refetch({ throwOnError: true })).data;
		const where = groupId === undefined ? {} : { group_id: groupId };
		const language = me?.languages[0] ?? "en";
		return wishing(type, topics[type] ?? [], (slugs) =>
			enter({ interview_type: type, difficulty: level, language, topics: slugs, ...where }),
		);
	});
}

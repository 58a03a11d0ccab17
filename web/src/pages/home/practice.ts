// Enters a practice room, and keeps the last choice of kind and level in this browser.
import { type Difficulty, enter, type InterviewType, useBookingAction, useProfile } from "../../api/queries";

const KEY = "mockmate.practise";

export interface Practice {
	type: InterviewType;
	level: Difficulty;
}

export function remembered(): Practice {
	try {
		return { type: "technical", level: "medium", ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
	} catch {
		return { type: "technical", level: "medium" };
	}
}

export function remember(practice: Practice): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(practice));
	} catch {
		// Storage is full or forbidden; the user chooses again next time.
	}
}

/** A mutation that enters the practice room, and remembers what was asked for. */
export function usePractice() {
	const { data, refetch } = useProfile();
	return useBookingAction(async (practice: Practice) => {
		remember(practice);
		const { type, level } = practice;
		// Nobody is matched in a language that they don't speak because their profile comes late.
		const me = data ?? (await refetch({ throwOnError: true })).data;
		return enter({ interview_type: type, difficulty: level, language: me?.languages[0] ?? "en" });
	});
}

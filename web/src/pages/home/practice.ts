// What somebody last wanted to practise, kept in this browser.
import type { Difficulty, InterviewType } from "../../api/queries";

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
		// Storage is full or forbidden: next time it is chosen again.
	}
}

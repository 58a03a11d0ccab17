// What somebody who practices alone has so far: kept in this browser, until they finish or take another question.
import type { CodeLanguage } from "../../sockets/frames";
import { browserStore } from "../../ui/browserStore";

export interface Kept {
	/** Whose it is, and the turn that it belongs to; null for none. */
	userId: number | null;
	turnId: number | null;
	/** The language of the code, once one was chosen. */
	language: CodeLanguage | null;
	notes: string;
	/** What they rate themselves, by dimension of the rubric. */
	marks: Readonly<Record<string, string>>;
	/** How long they have taken so far, in seconds. */
	seconds: number;
	isPaused: boolean;
}

export const NOTHING: Kept = {
	userId: null,
	turnId: null,
	language: null,
	notes: "",
	marks: {},
	seconds: 0,
	isPaused: false,
};

const KEY = "mockmate.solo";
export const useKept = browserStore<Kept>(KEY, (stored) => ({
	...NOTHING,
	...(typeof stored === "object" ? stored : null),
}));

const CODE = "mockmate.solo.code";

/** Returns the code of a turn as it was kept; null if nothing was. */
export function keptCode(turnId: number): string | null {
	try {
		const { turn, code } = JSON.parse(localStorage.getItem(CODE) ?? "{}");
		return turn === turnId && typeof code === "string" ? code : null;
	} catch {
		return null;
	}
}

/** Keeps the code, apart from the rest, which pages draw again when it changes. Of a turn that is over nothing is kept. */
export function keepCode(turnId: number, code: string): void {
	try {
		if (JSON.parse(localStorage.getItem(KEY) ?? "{}").turnId !== turnId) return;
		localStorage.setItem(CODE, JSON.stringify({ turn: turnId, code }));
	} catch {
		// Full, or closed to pages: it is kept until a reload.
	}
}

export function forgetCode(): void {
	try {
		localStorage.removeItem(CODE);
	} catch {
		// Closed to pages, so nothing was kept.
	}
}

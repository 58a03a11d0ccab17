// Lines of chat that the server hasn't taken yet, kept in this tab over a reload; sent again under their ids.

export interface Unsent {
	id: string;
	text: string;
	failed: string | null;
}

const keyOf = (interviewId: string) => `mockmate.unsent.${interviewId}`;

export function unsentOf(interviewId: string): Unsent[] {
	try {
		return JSON.parse(sessionStorage.getItem(keyOf(interviewId)) ?? "[]");
	} catch {
		return [];
	}
}

export function keepUnsent(interviewId: string, lines: readonly Unsent[]): void {
	sessionStorage.setItem(keyOf(interviewId), JSON.stringify(lines));
}

export interface OutboxLine {
	id: string;
	text: string;
	failed: string | null;
}

const keyOf = (interviewId: string) => `mockmate.unsent.${interviewId}`;

export function outboxOf(interviewId: string): OutboxLine[] {
	try {
		return JSON.parse(sessionStorage.getItem(keyOf(interviewId)) ?? "[]");
	} catch {
		return [];
	}
}

export function keepOutbox(interviewId: string, lines: readonly OutboxLine[]): void {
	sessionStorage.setItem(keyOf(interviewId), JSON.stringify(lines));
}

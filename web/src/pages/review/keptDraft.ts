// Keeps a draft of feedback: in this page at once, and in this browser until it is sent.
import { useState, useSyncExternalStore } from "react";
import type { Feedback } from "../../api/queries";
import { type Draft, draftOf, EMPTY } from "./draft";

/**
 * A change counts from the moment at which it is made, not from when the page is drawn again: whoever chooses the last
 * mark and sends the form with the next key sends that mark.
 */
export class KeptDraft {
	private readonly key: string;
	private readonly listeners = new Set<() => void>();
	private draft: Draft;

	constructor(
		interviewId: string,
		given: Feedback | null,
		private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = localStorage,
	) {
		this.key = `mockmate.review.${interviewId}`;
		const start = given ? draftOf(given) : EMPTY;
		try {
			this.draft = { ...start, ...JSON.parse(storage.getItem(this.key) ?? "{}") };
		} catch {
			this.draft = start;
		}
	}

	readonly current = (): Draft => this.draft;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};

	readonly change = (changes: Partial<Draft>): void => {
		this.draft = { ...this.draft, ...changes };
		try {
			this.storage.setItem(this.key, JSON.stringify(this.draft));
		} catch {
			// Without room in the browser it lasts as long as the page.
		}
		for (const listener of this.listeners) listener();
	};

	readonly discard = (): void => this.storage.removeItem(this.key);
}

/** The draft of this feedback. When editing, it starts from the existing feedback. */
export function useKeptDraft(interviewId: string, given: Feedback | null): [KeptDraft, Draft] {
	const [kept] = useState(() => new KeptDraft(interviewId, given));
	return [kept, useSyncExternalStore(kept.subscribe, kept.current)];
}

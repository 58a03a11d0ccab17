// Asking people again who they are, where the server wants it. The dialog in live/AskAgain asks them.

import { t } from "@lingui/core/macro";
import { is, NotDone } from "./problems";

export interface AskedAgain {
	/** The person has proved who they are. */
	done(): void;
	giveUp(): void;
}

const listeners = new Set<() => void>();
let question: AskedAgain | null = null;

/** Does the work; if the server asks for a proof first, gets it and does the work again. Rejects if there is none. */
export async function confirmed<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!is(error, "confirmation_required")) throw error;
	}
	await new Promise<void>((resolve, reject) => {
		question?.giveUp();
		put({
			done: resolve,
			giveUp: () => reject(new NotDone(t`Nothing was changed: it was not confirmed that it is you.`)),
		});
	}).finally(() => put(null));
	return work();
}

function put(next: AskedAgain | null): void {
	question = next;
	for (const listener of listeners) listener();
}

export function watchAsked(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function askedNow(): AskedAgain | null {
	return question;
}

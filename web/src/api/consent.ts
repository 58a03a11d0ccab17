// What people agree to before their first room, once for each version of the text. The sheet in live/consent asks them.
import { api, ok } from "./client";
import { NotAgreed } from "./problems";
import { queryClient } from "./queryClient";
import { current } from "./session";

/** Of the text on the sheet; the server's, in shared/identity/consent.py, is the same. */
export const CONSENT_VERSION = 1;

export interface Question {
	/** Stores the answer, and rejects if the server can't be reached. */
	agree(): Promise<void>;
	decline(): void;
}

const KEY = "mockmate.consent";
const listeners = new Set<() => void>();
let question: Question | null = null;
let asking: Promise<void> | null = null;

/** Whether the user has agreed, as far as this browser knows. */
export function hasAgreed(): boolean {
	try {
		return localStorage.getItem(KEY) === mark();
	} catch {
		return false;
	}
}

/** Resolves once the user has agreed, and asks them if they have not. Rejects with NotAgreed if they don't. */
export function consentFirst(): Promise<void> {
	if (hasAgreed()) return Promise.resolve();
	asking ??= ask().finally(() => {
		asking = null;
	});
	return asking;
}

async function ask(): Promise<void> {
	// They may have agreed on another device by now.
	const me = await queryClient.fetchQuery({
		queryKey: ["me"],
		queryFn: () => ok(api.GET("/users/me")),
		staleTime: 0,
	});
	// A server of before has nowhere to keep it.
	if (me.consent_version === undefined) return;
	if ((me.consent_version ?? 0) < CONSENT_VERSION) {
		await new Promise<void>((resolve, reject) => {
			const agree = async () => {
				queryClient.setQueryData(
					["me"],
					await ok(api.PUT("/users/me/consent", { body: { version: CONSENT_VERSION } })),
				);
				resolve();
			};
			put({ agree, decline: () => reject(new NotAgreed()) });
		}).finally(() => put(null));
	}
	try {
		localStorage.setItem(KEY, mark());
	} catch {
		// Full, or closed to pages: the profile knows it.
	}
}

export function openQuestion(): Question | null {
	return question;
}

export function watchQuestion(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

function put(next: Question | null): void {
	question = next;
	for (const listener of listeners) listener();
}

function mark(): string {
	return `${current()?.userId} ${CONSENT_VERSION}`;
}

// The errors of requests, in a form that pages can show: what happened, what is safe, and what to do.

import { plural, t } from "@lingui/core/macro";

export interface FieldError {
	pointer: string;
	detail: string;
	code: string;
}

/** The server refused: an RFC 9457 problem document. */
export class Refused extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		detail: string,
		readonly errors: FieldError[] = [],
		readonly retryAfter: number | null = null,
		/** With `login_revoked`: the account is suspended. */
		readonly isSuspended = false,
	) {
		super(detail);
	}
}

/** The server could not be reached, or did not answer. */
export class Offline extends Error {
	constructor() {
		super(t`Mock Mate can’t be reached right now. Check your connection; nothing you entered is lost.`);
	}
}

const WORDS: Record<string, string> = {
	bad_credentials: t`Wrong email address, username, or password.`,
	setup_link_invalid: t`This link has expired or been used, or the site already has an administrator. If it has none, restart the server, which prints a new link; “make promote” makes anyone who has registered an administrator.`,
	link_invalid: t`This link has already been used or has expired. Request a new one.`,
	too_many_requests: t`Too many attempts. Wait a moment, then try again.`,
	unavailable: t`Part of Mock Mate is restarting. Nothing is lost; try again in a moment.`,
	busy: t`Mock Mate is busy right now. Nothing is lost; try again in a moment.`,
	slot_full: t`Someone took the last seat at this time. Choose another time.`,
	booking_overlap: t`You already have a booking or an interview at that time.`,
	already_matched: t`You are already matched. Start or end that interview first.`,
};

export async function refusal(response: Response): Promise<Refused> {
	const body = await response.json().catch(() => ({}));
	const after = Number(response.headers.get("Retry-After"));
	return new Refused(
		response.status,
		body.code ?? "unknown",
		body.detail ?? t`The server responded with status ${response.status}.`,
		body.errors ?? [],
		Number.isFinite(after) && after > 0 ? after : null,
		body.suspended === true,
	);
}

/** Returns an error message for users. */
export function inWords(error: unknown): string {
	if (error instanceof Refused) {
		const words = WORDS[error.code] ?? error.message;
		return error.retryAfter && error.retryAfter > 5 ? t`${words} (${waiting(error.retryAfter)})` : words;
	}
	if (error instanceof Offline) return error.message;
	return t`Something went wrong on this page. Reload it and try again.`;
}

function waiting(seconds: number): string {
	return seconds < 90
		? t`about ${seconds} seconds`
		: plural(Math.ceil(seconds / 60), { one: "about # minute", other: "about # minutes" });
}

/** Returns the server's error for one field, if any. */
export function fieldError(error: unknown, name: string): string | undefined {
	if (!(error instanceof Refused)) return undefined;
	return error.errors.find((one) => one.pointer === `#/${name}` || one.pointer.startsWith(`#/${name}/`))?.detail;
}

export function is(error: unknown, code: string): boolean {
	return error instanceof Refused && error.code === code;
}

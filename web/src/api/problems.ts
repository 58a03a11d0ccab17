// The errors of requests, in a form that pages can show: what happened, what is safe, and what to do.

import { plural, t } from "@lingui/core/macro";
import { fieldWordsFor, wordsFor } from "./problemWords";

export interface FieldError {
	pointer: string;
	detail: string;
	code: string;
}

/** What a refused login says of a suspension. */
export interface Suspension {
	reason: string;
	until: string | null;
	/** Good for one appeal; null if there was one. */
	appealToken: string | null;
	appealed: "open" | "answered" | null;
}

/** What a login asks for after the password, at POST /auth/login/second. */
export interface SecondStep {
	ticket: string;
	methods: ("totp" | "passkey" | "recovery")[];
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
		/** With `suspended`, at a login. */
		readonly suspension: Suspension | null = null,
		/** With `second_factor_required`, at a login. */
		readonly secondStep: SecondStep | null = null,
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

/** Someone did not agree to what is kept of an interview, so there is none. */
export class NotAgreed extends Error {
	constructor() {
		super(t`You can enter once you have agreed to what is kept of an interview.`);
	}
}

/** What was to be done was given up here, or the browser didn't do it. */
export class NotDone extends Error {}

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
		suspensionIn(body),
		body.code === "second_factor_required" ? { ticket: body.ticket, methods: body.methods } : null,
	);
}

function suspensionIn(body: Record<string, unknown>): Suspension | null {
	if (body.code !== "suspended" || typeof body.reason !== "string") return null;
	return {
		reason: body.reason,
		until: (body.until as string | null | undefined) ?? null,
		appealToken: (body.appeal_token as string | null | undefined) ?? null,
		appealed: (body.appealed as Suspension["appealed"] | undefined) ?? null,
	};
}

/** Returns an error message for users. */
export function inWords(error: unknown): string {
	if (error instanceof Refused) {
		const words = wordsFor(error.code, error.message);
		return error.retryAfter && error.retryAfter > 5 ? t`${words} (${waiting(error.retryAfter)})` : words;
	}
	if (error instanceof Offline || error instanceof NotAgreed || error instanceof NotDone) return error.message;
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
	const found = error.errors.find((one) => one.pointer === `#/${name}` || one.pointer.startsWith(`#/${name}/`));
	return found && fieldWordsFor(found.code, found.detail);
}

export function is(error: unknown, code: string): boolean {
	return error instanceof Refused && error.code === code;
}

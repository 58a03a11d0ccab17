// The login of this browser: kept in localStorage so that tabs share it, and refreshed once for all of them.
import type { components } from "./api";
import { Offline, refusal } from "./problems";

type SessionOut = components["schemas"]["SessionOut"];

export interface Session {
	access: string;
	refresh: string;
	/** When the access token expires, by the local clock, in milliseconds. */
	until: number;
	userId: number;
}

export type LoggedOut = "ended" | "suspended";

const KEY = "mockmate.login";
// Refreshed this long before it expires, so that a token never expires during a request.
const MARGIN = 30_000;
const listeners = new Set<() => void>();
let known = read();
let refreshing: Promise<Session> | null = null;
let loggedOut: LoggedOut | null = null;

function read(): Session | null {
	try {
		const text = localStorage.getItem(KEY);
		return text ? (JSON.parse(text) as Session) : null;
	} catch {
		return null;
	}
}

function keep(session: Session | null): void {
	known = session;
	try {
		if (session) localStorage.setItem(KEY, JSON.stringify(session));
		else localStorage.removeItem(KEY);
	} catch {
		// Storage is full or forbidden; this tab still has the login in memory.
	}
	for (const listener of listeners) listener();
}

addEventListener("storage", (event) => {
	if (event.key !== KEY && event.key !== null) return;
	const wasLoggedIn = known !== null;
	known = read();
	if (known) loggedOut = null;
	else if (wasLoggedIn) noteLoggedOut("ended");
	for (const listener of listeners) listener();
});

export function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function current(): Session | null {
	return known;
}

export function logIn(answer: SessionOut): void {
	loggedOut = null;
	keep({
		access: answer.access_token,
		refresh: answer.refresh_token,
		until: Date.now() + answer.expires_in * 1000,
		userId: answer.user.id,
	});
}

/** Logs out here. A login that ended without the user's doing has a reason, which the login page shows. */
export function forget(why: LoggedOut | null = null): void {
	noteLoggedOut(why);
	keep(null);
}

/** Notes why the login is about to end; the first reason counts. */
export function noteLoggedOut(why: LoggedOut | null): void {
	loggedOut ??= why;
}

export function whyLoggedOut(): LoggedOut | null {
	return loggedOut;
}

/** Returns an access token that stays valid for a while, or null when logged out. */
export async function accessToken(): Promise<string | null> {
	if (!known) return null;
	return known.until - MARGIN > Date.now() ? known.access : (await renew(known.access)).access;
}

/** Refreshes the tokens, unless another caller or tab has done so since `used` was returned. */
export function renew(used: string): Promise<Session> {
	refreshing ??= exclusively(() => exchange(used)).finally(() => {
		refreshing = null;
	});
	return refreshing;
}

// Two tabs must not use the same refresh token. Without locks (insecure origins) the server's grace period helps.
async function exclusively<T>(work: () => Promise<T>): Promise<T> {
	return navigator.locks ? ((await navigator.locks.request("mockmate.refresh", work)) as T) : work();
}

async function exchange(used: string): Promise<Session> {
	const stored = read() ?? known;
	if (stored && stored.access !== used && stored.until > Date.now()) {
		keep(stored);
		return stored;
	}
	if (!stored) throw new Offline();
	const response = await fetch("/auth/refresh", {
		method: "POST",
		headers: { Authorization: `Bearer ${stored.refresh}` },
	}).catch(() => {
		throw new Offline();
	});
	if (response.ok) {
		logIn((await response.json()) as SessionOut);
		return known as Session;
	}
	const problem = await refusal(response);
	if (response.status === 401) forget(problem.isSuspended ? "suspended" : "ended");
	throw problem;
}

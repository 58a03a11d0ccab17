// The API client: typed by the OpenAPI document, and authenticated with a token that it refreshes when needed.
import createClient from "openapi-fetch";
import type { components, paths } from "./api";
import { deviceToken } from "./device";
import { Offline, type Refused, refusal } from "./problems";
import { noteTime } from "./serverTime";
import { accessToken, current, forget, renew } from "./session";
import { asJson } from "./wellFormed";

export type Schemas = components["schemas"];

// These authenticate by what the user enters, and must not be sent the token of an old login.
const OPEN =
	/^\/auth\/(login(\/second(\/options)?)?|passkeys\/login(\/options)?|register|refresh|forgot-password|reset-password|verify-email|change-email|keep-email|providers\/(finish|register|join|[^/]+\/start))$/;
const TELLS_DEVICE =
	/^\/auth\/(login(\/second(\/options)?)?|passkeys\/login|register|first-administrator|providers\/(finish|register|join))$/;
const ENDED = new Set(["login_revoked", "refresh_token_reused", "unauthenticated"]);
const ATTEMPTS = 3;

async function send(request: Request): Promise<Response> {
	const { pathname } = new URL(request.url);
	const device = TELLS_DEVICE.test(pathname) ? deviceToken() : null;
	if (device) request.headers.set("X-Device-Token", device);
	if (OPEN.test(pathname)) return reach(request);
	const login = current();
	const token = await accessToken();
	const response = await reach(signed(request, token));
	if (response.status !== 401 || !token) return response;
	const problem = await refusal(response.clone());
	if (ENDED.has(problem.code)) {
		// A late answer says nothing about a login that has begun meanwhile.
		if (current()?.access === token) forget(problem.isSuspended ? "suspended" : "ended");
		return response;
	}
	if (current()?.userId !== login?.userId) return response;
	return reach(signed(request, (await renew(token)).access));
}

function signed(request: Request, token: string | null): Request {
	const copy = request.clone();
	if (token) copy.headers.set("Authorization", `Bearer ${token}`);
	return copy;
}

/** Sends a request. Repeats it if that is safe, after a network error or a 503. */
async function reach(request: Request): Promise<Response> {
	const repeatable = request.method === "GET" || request.headers.has("Idempotency-Key");
	for (let attempt = 1; ; attempt += 1) {
		const last = attempt >= ATTEMPTS || !repeatable;
		const response = await fetch(request.clone()).catch((error) => {
			if (error instanceof DOMException && error.name === "AbortError") throw error;
			if (last) throw new Offline();
			return null;
		});
		// The Date of a GET response may come from a cache.
		if (response && request.method === "POST") noteTime(response.headers.get("Date"));
		if (response && (last || response.status !== 503)) return response;
		await pause(300 * 2 ** attempt * (0.5 + Math.random()));
	}
}

export function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send, bodySerializer: asJson });

/** Logs out a login that has ended elsewhere. The API says why; without its answer, it has just ended. */
export async function learnWhyItEnded(): Promise<void> {
	const login = current();
	await api.GET("/users/me").catch(() => undefined);
	if (login && current()?.access === login.access) forget("ended");
}

interface Answer<T> {
	data?: T;
	error?: unknown;
	response: Response;
}

/** Returns the data of a response; throws Refused or Offline. */
export async function ok<T>(answer: Promise<Answer<T>>): Promise<T> {
	const { data, error, response } = await answer;
	if (!response.ok) throw await problem(response, error);
	return data as T;
}

function problem(response: Response, error: unknown): Promise<Refused> {
	return refusal(new Response(JSON.stringify(error ?? {}), { status: response.status, headers: response.headers }));
}

/** A header for requests that must take effect once, however often they are sent. */
export function once(): { "Idempotency-Key": string } {
	return { "Idempotency-Key": newId() };
}

/** Returns a random id. `crypto.randomUUID` exists on secure origins only. */
export function newId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

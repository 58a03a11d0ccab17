// The exits from interviews: each is kept in this browser when the button is pressed, and sent until the server has it.
import { api, newId, ok, type Schemas } from "../../api/client";
import { inWords, Refused } from "../../api/problems";
import { queryClient } from "../../api/queryClient";
import { current, subscribe as onLogin } from "../../api/session";

export type Reason = Schemas["ReportReason"];

export interface Words {
	reason: Reason;
	text: string;
}

export interface Exit {
	interviewId: string;
	/** Of the person who left. */
	userId: number;
	/** The peer's; "" if this page didn't know it. */
	name: string;
	/** The Idempotency-Key, so that it takes effect once however often it is sent. */
	key: string;
	at: number;
	/** The report that the server made, and what it said then. */
	report: { id: number; text: string } | null;
	/** What is still to be added to the report. */
	words: Words | null;
	/** The words that have been added. */
	added: Words | null;
	/** Why the server will never take it, in words. */
	refused: string | null;
}

const KEY = "mockmate.exits";
const DAY = 86_400_000;
/** Between two attempts, in milliseconds. */
const PAUSES = [2_000, 5_000, 15_000, 60_000];

const listeners = new Set<() => void>();
let exits = read();
let sending: Promise<void> | null = null;
let attempts = 0;
/** Whether the storage took what was kept last. */
let isStored = true;
let timer: ReturnType<typeof setTimeout> | undefined;

function read(): Exit[] {
	try {
		const kept: Exit[] = JSON.parse(localStorage.getItem(KEY) ?? "[]");
		return kept.filter((one) => isPending(one) || Date.now() - one.at < DAY);
	} catch {
		return [];
	}
}

function keep(next: Exit[]): void {
	exits = next;
	try {
		localStorage.setItem(KEY, JSON.stringify(next));
		isStored = true;
	} catch {
		// Storage is full or forbidden; this tab still has it in memory.
		isStored = false;
	}
	for (const listener of listeners) listener();
}

/** Changes the one of this key as it is now, which another tab may have changed. */
function change(key: string, to: Partial<Exit>): void {
	keep(merged().map((one) => (one.key === key ? { ...one, ...to } : one)));
}

/** Returns what is stored, which other tabs change, with what only this tab has; that is newer if it wasn't stored. */
function merged(): Exit[] {
	const [first, second] = isStored ? [read(), exits] : [exits, read()];
	const known = new Set(first.map((one) => one.key));
	return [...first, ...second.filter((one) => !known.has(one.key))];
}

addEventListener("storage", (event) => {
	if (event.key !== KEY) return;
	exits = merged();
	for (const listener of listeners) listener();
});

export function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Returns the user's exit from this interview, if there was one here lately. */
export function exitOf(interviewId: string | undefined): Exit | undefined {
	return exits.find((one) => one.interviewId === interviewId && one.userId === current()?.userId);
}

const names = new Map<string, string>();

/** Notes whom the user met, for when the match state, which has only what is underway, no longer says so. */
export function noteName(interviewId: string, name: string): void {
	names.set(interviewId, name);
}

export function notedName(interviewId: string): string {
	return names.get(interviewId) ?? "";
}

/** Whether the server still has to be told something. */
export function isPending({ report, words, refused }: Exit): boolean {
	return refused === null && (report === null || words !== null);
}

/** Leaves an interview. It is over for this browser at once; the server is told as soon as it can be. */
export function leave(interviewId: string, name: string): void {
	const userId = current()?.userId;
	if (userId === undefined || exitOf(interviewId)) return;
	if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
	// Its window would go on with the last that was seen.
	if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => undefined);
	const nothing = { report: null, words: null, added: null, refused: null };
	keep([...merged(), { interviewId, userId, name, key: newId(), at: Date.now(), ...nothing }]);
	void deliver();
}

/** Adds words to a report, at once or as soon as it is made. */
export function say(exit: Exit, words: Words): void {
	change(exit.key, { words });
	void deliver();
}

/** Sends what the server doesn't have yet, and tries again later if it can't be reached. */
export function deliver(): Promise<void> {
	clearTimeout(timer);
	sending ??= sendAll().finally(() => {
		sending = null;
		const mine = exits.some((one) => isPending(one) && one.userId === current()?.userId);
		if (!mine) attempts = 0;
		else timer = setTimeout(() => void deliver(), PAUSES[Math.min(attempts++, PAUSES.length - 1)]);
	});
	return sending;
}

async function sendAll(): Promise<void> {
	for (const { key } of merged()) {
		const exit = exits.find((one) => one.key === key);
		if (!exit || !isPending(exit) || exit.userId !== current()?.userId) continue;
		try {
			if (!exit.report) await sendExit(exit);
			await sendWords(key);
		} catch (error) {
			if (isFinal(error)) change(key, { refused: inWords(error) });
		}
	}
}

async function sendExit({ key, interviewId }: Exit): Promise<void> {
	const params = { path: { interview_id: interviewId }, header: { "Idempotency-Key": key } };
	// It goes on when the page is closed.
	const asked = api.POST("/interview/{interview_id}/exit", { params, body: {}, keepalive: true });
	const { id, text } = await ok(asked);
	change(key, { report: { id, text } });
	for (const queryKey of ["match", "history", "bookings", "me"]) {
		void queryClient.invalidateQueries({ queryKey: [queryKey] });
	}
}

async function sendWords(key: string): Promise<void> {
	const exit = exits.find((one) => one.key === key);
	if (!exit?.report || !exit.words) return;
	const { report, words } = exit;
	// What the report said before stays.
	const text = [report.text, words.text].filter(Boolean).join("\n\n");
	const params = { path: { report_id: report.id } };
	await ok(api.PATCH("/users/me/reports/{report_id}", { params, body: { reason: words.reason, text } }));
	const now = exits.find((one) => one.key === key);
	// Something else may have been written meanwhile.
	change(key, { added: words, ...(now?.words === words && { words: null }) });
}

/** Whether sending it again would be in vain. */
function isFinal(error: unknown): boolean {
	if (!(error instanceof Refused)) return false;
	return error.status < 500 && ![401, 429].includes(error.status) && error.code !== "idempotency_key_in_flight";
}

/** Sends what is kept: now, when the line is back, when the page is looked at or left, and after a login. */
export function deliverWhenPossible(): () => void {
	const now = () => {
		if (exits.some(isPending)) void deliver();
	};
	const events = ["online", "pageshow", "pagehide", "focus"];
	for (const event of events) addEventListener(event, now);
	const stop = onLogin(now);
	now();
	return () => {
		for (const event of events) removeEventListener(event, now);
		stop();
	};
}

// This browser as a device that notifications are pushed to: whether it can be, and is.
import { api, ok } from "../api/client";
import { current, subscribe } from "../api/session";
import { readConfig } from "../sockets/config";
import { bytesOf } from "./bytes";

export type PushState = "on" | "off" | "denied" | "impossible";

const WORKER = "/sw.js";
/** Which login this browser was registered by: another one has to do it again. */
const KEY = "mockmate.push";

export function isPossible(): boolean {
	return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Whether what happens is pushed here, so that a page in the background need not tell it, too. */
export function isPushedHere(): boolean {
	return isPossible() && Notification.permission === "granted" && registeredBy() === current()?.userId;
}

export async function state(): Promise<PushState> {
	if (!isPossible()) return "impossible";
	if (Notification.permission === "denied") return "denied";
	return isPushedHere() && (await subscription()) ? "on" : "off";
}

/** Asks for permission, which has to come right after a click. */
export async function turnOn(key: string): Promise<PushState> {
	const permission = await Notification.requestPermission();
	if (permission !== "granted") return permission === "denied" ? "denied" : "off";
	const worker = await register();
	const made = await subscribeTo(worker, key);
	await tell(made);
	return "on";
}

export async function turnOff(): Promise<void> {
	const found = await subscription();
	keep(null);
	// The push service says "gone" from now on, and the server forgets the device.
	await found?.unsubscribe();
}

export function register(): Promise<ServiceWorkerRegistration> {
	return navigator.serviceWorker.register(WORKER).then(() => navigator.serviceWorker.ready);
}

/** Registers this browser again: a login has ended meanwhile, or the push service has given another address. */
async function renewDevice(): Promise<void> {
	const { push_key: key } = await readConfig();
	if (key) await tell(await subscribeTo(await register(), key));
}

/** Takes away what is shown here of a person who has left, and lets nothing come anymore. They may come back. */
async function endHere(): Promise<void> {
	const worker = await navigator.serviceWorker.getRegistration();
	for (const shown of (await worker?.getNotifications()) ?? []) shown.close();
	await (await worker?.pushManager?.getSubscription())?.unsubscribe();
}

/** A subscription for another key, as after a move of the site, is of no use. */
async function subscribeTo(worker: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
	const options = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
	try {
		return await worker.pushManager.subscribe(options);
	} catch (error) {
		if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
		await (await worker.pushManager.getSubscription())?.unsubscribe();
		return worker.pushManager.subscribe(options);
	}
}

async function tell(made: PushSubscription): Promise<void> {
	const { endpoint, keys } = made.toJSON();
	const body = { kind: "web" as const, endpoint: endpoint ?? "", p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" };
	await ok(api.POST("/notifications/devices", { body }));
	keep(current()?.userId ?? null);
}

async function subscription(): Promise<PushSubscription | null> {
	const worker = await navigator.serviceWorker.getRegistration();
	return (await worker?.pushManager.getSubscription()) ?? null;
}

function registeredBy(): number | null {
	try {
		return Number(localStorage.getItem(KEY)) || null;
	} catch {
		return null;
	}
}

function keep(userId: number | null): void {
	try {
		if (userId === null) localStorage.removeItem(KEY);
		else localStorage.setItem(KEY, String(userId));
	} catch {
		// Without storage, the choice is forgotten with the page; the server still has the device.
	}
}

let login: number | null | undefined;
let changes: Promise<unknown> = Promise.resolve();

/** Keeps this browser registered by whoever is logged in, and worked for while the app is installed. */
export function begin(go: (path: string) => void): void {
	if (!("serviceWorker" in navigator)) return;
	navigator.serviceWorker.addEventListener("message", ({ data }) => {
		if (data?.mockmate === "go" && /^\/(?!\/)/.test(String(data.path))) go(String(data.path));
	});
	if (matchMedia("(display-mode: standalone)").matches) void register().catch(() => undefined);
	addEventListener("appinstalled", () => void register().catch(() => undefined));
	const look = () => {
		const userId = current()?.userId ?? null;
		if (userId === login) return;
		login = userId;
		// One after the other, and each by who is logged in then.
		changes = changes.then(() => (isPushedHere() ? renewDevice() : endHere())).catch(() => undefined);
	};
	look();
	subscribe(look);
}

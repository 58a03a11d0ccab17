// GET /config: where the sockets are, since they may be on another port or host, which clients the server still takes, and
// the operator's pages of law.
import { useSyncExternalStore } from "react";
import { api, ok, type Schemas } from "../api/client";
import { isOlder, VERSION } from "../api/version";

let asked: Promise<Schemas["ClientConfig"]> | null = null;
let isOutdated = false;
const listeners = new Set<() => void>();

export function readConfig(): Promise<Schemas["ClientConfig"]> {
	asked ??= ok(api.GET("/config")).then(
		(config) => {
			isOutdated = isOlder(VERSION, config.minimum_client_version);
			for (const listener of listeners) listener();
			return config;
		},
		(error) => {
			asked = null;
			throw error;
		},
	);
	return asked;
}

/** Returns the base URL of the sockets, without a trailing slash. */
export async function socketsUrl(): Promise<string> {
	return (await readConfig()).sockets_url;
}

/** Lets the next call ask the server again, which may be another version by now. */
export function forgetConfig(): void {
	asked = null;
}

/** Whether the server has said that this client is too old for it. */
export function useOutdated(): boolean {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => isOutdated,
	);
}

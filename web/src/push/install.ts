// The browser's offer to install Mock Mate. It comes once, soon after the page was loaded, so it is kept for when it is used.
import { useSyncExternalStore } from "react";

/** What Chromium's browsers give a page that can be installed. */
interface InstallEvent extends Event {
	prompt(): Promise<unknown>;
}

let offer: InstallEvent | null = null;
const listeners = new Set<() => void>();

function set(event: InstallEvent | null): void {
	offer = event;
	for (const listener of listeners) listener();
}

addEventListener("beforeinstallprompt", (event) => {
	// Not now: in the account, where people look for it.
	event.preventDefault();
	set(event as InstallEvent);
});
addEventListener("appinstalled", () => set(null));

export function useOffer(): InstallEvent | null {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => offer,
	);
}

/** Asks the user. An offer can be taken once. */
export function takeOffer(): void {
	void offer?.prompt();
	set(null);
}

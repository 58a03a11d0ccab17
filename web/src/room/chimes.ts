// Whether half-time and the end are announced by a sound: a choice of this browser, off at first.
import { useSyncExternalStore } from "react";

const KEY = "mockmate.chime";
const watchers = new Set<() => void>();
let chosen = localStorage.getItem(KEY) === "on";

export function useChimes(): readonly [isOn: boolean, toggle: () => void] {
	return [useSyncExternalStore(watch, () => chosen), toggle];
}

function toggle(): void {
	chosen = !chosen;
	try {
		localStorage.setItem(KEY, chosen ? "on" : "off");
	} catch {
		// Full, or closed to pages: it is kept until a reload.
	}
	for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}

// Choices of this browser: kept in its storage, and the same for all that use them on a page.
import { useSyncExternalStore } from "react";

/** Returns a hook; `read` makes a value of whatever a browser, or another version, has stored, and null where nothing is. */
export function browserStore<T extends object>(key: string, read: (stored: unknown) => T) {
	const watchers = new Set<() => void>();
	let chosen = read(stored(key));

	function watch(watcher: () => void): () => void {
		watchers.add(watcher);
		return () => watchers.delete(watcher);
	}

	function change(changes: Partial<T>): void {
		chosen = read({ ...chosen, ...changes });
		try {
			localStorage.setItem(key, JSON.stringify(chosen));
		} catch {
			// Full, or closed to pages: it is kept until a reload.
		}
		for (const watcher of watchers) watcher();
	}

	return (): readonly [T, (changes: Partial<T>) => void] => [useSyncExternalStore(watch, () => chosen), change];
}

function stored(key: string): unknown {
	try {
		return JSON.parse(localStorage.getItem(key) ?? "null");
	} catch {
		return null;
	}
}

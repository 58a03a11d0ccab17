// Something that is on or off in this browser, such as sounds and keys, with no regard to who is logged in.
import { useSyncExternalStore } from "react";

export interface BrowserChoice {
	isOn(): boolean;
	/** For components: whether it is on, and how to change that. */
	use(): readonly [isOn: boolean, toggle: () => void];
}

/** Returns a choice that is kept under this key; `usual` holds until it is changed. */
export function browserChoice(key: string, usual: boolean): BrowserChoice {
	const watchers = new Set<() => void>();
	let chosen = read(key) ?? usual;
	const isOn = () => chosen;
	const toggle = () => {
		chosen = !chosen;
		try {
			localStorage.setItem(key, chosen ? "on" : "off");
		} catch {
			// Full, or closed to pages: it is kept until a reload.
		}
		for (const watcher of watchers) watcher();
	};
	const watch = (watcher: () => void) => {
		watchers.add(watcher);
		return () => watchers.delete(watcher);
	};
	return { isOn, use: () => [useSyncExternalStore(watch, isOn), toggle] };
}

function read(key: string): boolean | null {
	try {
		const stored = localStorage.getItem(key);
		return stored === null ? null : stored === "on";
	} catch {
		return null;
	}
}

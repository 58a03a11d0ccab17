// The theme that was chosen in this browser: light, dark, or what the system says. `beforePaint.js` shows it.
import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const KEY = "mockmate.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
/** What holds where the browser stores nothing for pages. */
let chosen: Theme = "system";

export function useTheme(): readonly [theme: Theme, choose: (theme: Theme) => void] {
	return [useSyncExternalStore(onTheme, theme), choose];
}

/** Returns whether the page is dark now. */
export function isDark(): boolean {
	const now = theme();
	return now === "dark" || (now === "system" && system.matches);
}

/** Calls `watcher` whenever the page may have become light or dark. Returns what ends that. */
export function onTheme(watcher: () => void): () => void {
	system.addEventListener("change", watcher);
	addEventListener(KEY, watcher);
	addEventListener("storage", watcher);
	return () => {
		system.removeEventListener("change", watcher);
		removeEventListener(KEY, watcher);
		removeEventListener("storage", watcher);
	};
}

function theme(): Theme {
	try {
		const stored = localStorage.getItem(KEY);
		return stored === "light" || stored === "dark" ? stored : "system";
	} catch {
		return chosen;
	}
}

function choose(theme: Theme): void {
	chosen = theme;
	try {
		if (theme === "system") localStorage.removeItem(KEY);
		else localStorage.setItem(KEY, theme);
	} catch {
		// Full, or closed to pages: the system decides.
	}
	dispatchEvent(new Event(KEY));
}

// Keeps how somebody has arranged the room in this browser, for each type of interview.
import { useSyncExternalStore } from "react";
import type { RoomState } from "../state";
import { type Layout, PARTS, type Part, SPLITS, USUAL } from "./sizes";

export type Kind = RoomState["interview"]["interview_type"];

const watchers = new Set<() => void>();
const layouts = new Map<Kind, Layout>();

const keyOf = (kind: Kind) => `mockmate.panes.${kind}`;

export function layoutOf(kind: Kind): Layout {
	const known = layouts.get(kind) ?? readLayout(localStorage.getItem(keyOf(kind)));
	layouts.set(kind, known);
	return known;
}

/** Shows another layout, and tells whoever draws it. It is kept once `keepLayout` is called. */
export function setLayout(kind: Kind, layout: Layout): void {
	layouts.set(kind, layout);
	for (const watcher of watchers) watcher();
}

export function keepLayout(kind: Kind): void {
	try {
		localStorage.setItem(keyOf(kind), JSON.stringify(layoutOf(kind)));
	} catch {
		// Full, or closed to pages: it is kept until a reload.
	}
}

/** Shows and keeps another layout. */
export function changeLayout(kind: Kind, change: (layout: Layout) => Layout): void {
	setLayout(kind, change(layoutOf(kind)));
	keepLayout(kind);
}

export function useLayout(kind: Kind): Layout {
	return useSyncExternalStore(watch, () => layoutOf(kind));
}

function watch(watcher: () => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}

/** Returns what was kept, without what this version doesn't know. */
export function readLayout(kept: string | null): Layout {
	try {
		const { shares, closed } = JSON.parse(kept ?? "");
		const known = SPLITS.map((split) => [split, shares[split]] as const).filter(([, share]) => share > 0 && share < 1);
		return { shares: Object.fromEntries(known), closed: PARTS.filter((part: Part) => closed.includes(part)) };
	} catch {
		return USUAL;
	}
}

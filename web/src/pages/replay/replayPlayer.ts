// The recording of an interview: its document at any moment, and the times of its events. Pure.
import * as Y from "yjs";
import type { Schemas } from "../../api/client";
import { type Mark, read } from "../../room/board/marks";

export type Item = Schemas["ReplayEvent"] | Schemas["ReplayEdit"];
export type Happening = Schemas["ReplayEvent"];

/** Changes between two places that can be gone back to without beginning anew. */
const STRIDE = 200;

/** The document, change by change. Going on is cheap; going back starts at the nearest place that was kept. */
export class ReplayPlayer {
	private readonly changes: { at: number; update: Uint8Array }[];
	private readonly kept = new Map<number, Uint8Array>();
	private doc = new Y.Doc();
	private applied = 0;

	constructor(items: readonly Item[]) {
		this.changes = items.flatMap((item) =>
			item.kind === "edit" ? [{ at: Date.parse(item.at), update: bytes(item.update) }] : [],
		);
	}

	/** How many changes there are. */
	get length(): number {
		return this.changes.length;
	}

	/** How many changes had been made by a moment, in milliseconds. */
	countAt(moment: number): number {
		let [low, high] = [0, this.changes.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.changes[middle]?.at ?? 0) <= moment) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** The code after so many changes. */
	text(count: number): string {
		return this.after(count).getText("code").toString();
	}

	/** What is on the whiteboard after so many changes. */
	marks(count: number): Mark[] {
		return read(this.after(count).getArray("board"));
	}

	private after(count: number): Y.Doc {
		if (count < this.applied) this.rewind(count);
		while (this.applied < Math.min(count, this.changes.length)) {
			const change = this.changes[this.applied];
			if (change) Y.applyUpdate(this.doc, change.update);
			this.applied += 1;
			if (this.applied % STRIDE === 0 && !this.kept.has(this.applied)) {
				this.kept.set(this.applied, Y.encodeStateAsUpdate(this.doc));
			}
		}
		return this.doc;
	}

	private rewind(count: number): void {
		this.doc.destroy();
		this.doc = new Y.Doc();
		this.applied = Math.floor(count / STRIDE) * STRIDE;
		const start = this.kept.get(this.applied);
		if (start) Y.applyUpdate(this.doc, start);
		else this.applied = 0;
	}
}

function bytes(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** From when to when it lasted: from its start to its end where both are known, else from the first thing to the last. */
export function span(items: readonly Item[]): [number, number] {
	const moments = items.map((item) => Date.parse(item.at));
	const started = items.find((item) => item.kind === "event" && item.type === "interview.started");
	const first = started ? Date.parse(started.at) : (moments[0] ?? 0);
	return [first, Math.max(first, moments.at(-1) ?? first)];
}

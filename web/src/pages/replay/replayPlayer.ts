// The recording of an interview: its document at any moment, and the times of its events. Pure.
import * as Y from "yjs";
import type { Schemas } from "../../api/client";
import { type Mark, read } from "../../room/board/marks";

export type Item = Schemas["ReplayItem"];
export type Happening = Item & Required<Pick<Item, "type" | "data">>;

export function isHappening(item: Item): item is Happening {
	return item.type !== undefined && item.data !== undefined;
}

/** Updates between two checkpoints. */
const STRIDE = 200;

/** The document, update by update. Moving forward is cheap; moving back starts at the nearest checkpoint. */
export class ReplayPlayer {
	private readonly changes: { at: number; update: Uint8Array }[];
	private readonly kept = new Map<number, Uint8Array>();
	private doc = new Y.Doc();
	private applied = 0;
	/** Updates that may build on later ones: two processes can each store what needs a row of the other. */
	private waiting: Uint8Array[] = [];

	constructor(items: readonly Item[]) {
		this.changes = items.flatMap((item) =>
			item.update === undefined ? [] : [{ at: Date.parse(item.at), update: bytes(item.update) }],
		);
	}

	/** The number of updates. */
	get length(): number {
		return this.changes.length;
	}

	/** Returns the number of updates until a moment in milliseconds. */
	countAt(moment: number): number {
		let [low, high] = [0, this.changes.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.changes[middle]?.at ?? 0) <= moment) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Returns the code after a number of updates. */
	text(count: number): string {
		return this.after(count).getText("code").toString();
	}

	/** Returns the marks on the whiteboard after a number of updates. */
	marks(count: number): Mark[] {
		return read(this.after(count).getArray("board"));
	}

	private after(count: number): Y.Doc {
		if (count < this.applied) this.rewind(count);
		while (this.applied < Math.min(count, this.changes.length)) {
			const change = this.changes[this.applied];
			if (change) this.apply(change.update);
			this.applied += 1;
			if (this.applied % STRIDE === 0 && !this.waiting.length && !this.kept.has(this.applied)) {
				this.kept.set(this.applied, Y.encodeStateAsUpdate(this.doc));
			}
		}
		return this.doc;
	}

	private apply(update: Uint8Array): void {
		Y.applyUpdate(this.doc, update);
		if (!this.doc.store.pendingStructs) {
			this.waiting = [];
			return;
		}
		// One by one, Yjs keeps updates that need each other waiting for good.
		this.waiting.push(update);
		Y.applyUpdate(this.doc, Y.mergeUpdates(this.waiting));
		if (!this.doc.store.pendingStructs) this.waiting = [];
	}

	private rewind(count: number): void {
		this.doc.destroy();
		this.doc = new Y.Doc();
		this.waiting = [];
		this.applied = Math.floor(count / STRIDE) * STRIDE;
		// There is no checkpoint where updates were waiting.
		while (this.applied > 0 && !this.kept.has(this.applied)) this.applied -= STRIDE;
		const start = this.kept.get(this.applied);
		if (start) Y.applyUpdate(this.doc, start);
	}
}

function bytes(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Returns the span of an interview: start to end if both are known, else first to last event. */
export function span(items: readonly Item[]): [number, number] {
	const moments = items.map((item) => Date.parse(item.at));
	const started = items.find((item) => item.kind === "event" && item.type === "interview.started");
	const first = started ? Date.parse(started.at) : (moments[0] ?? 0);
	return [first, Math.max(first, moments.at(-1) ?? first)];
}

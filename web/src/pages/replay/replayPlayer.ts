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

/** Returns the span of an interview: start to end if both are known, else first to last event. */
export function span(items: readonly Item[]): [number, number] {
	const moments = items.map((item) => Date.parse(item.at));
	const started = items.find((item) => item.kind === "event" && item.type === "interview.started");
	const first = started ? Date.parse(started.at) : (moments[0] ?? 0);
	return [first, Math.max(first, moments.at(-1) ?? first)];
}

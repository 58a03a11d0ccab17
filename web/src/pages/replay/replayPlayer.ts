// The recording of an interview: its document at any moment, and the times of its events. Pure.
//
// A moment is reached from the keyframe before it, not from the beginning. Keyframes are made once, up to the farthest
// moment that was asked for, or ahead of that while nothing else is to be done.
import * as Y from "yjs";
import type { Schemas } from "../../api/client";
import { type Mark, read } from "../../room/board/marks";
import type { PadName } from "../../room/desk/pads";

export type Item = Schemas["ReplayItem"];
export type Happening = Item & Required<Pick<Item, "type" | "data">>;

export function isHappening(item: Item): item is Happening {
	return item.type !== undefined && item.data !== undefined;
}

/** Updates between two keyframes. */
export const STRIDE = 200;

/** The document, update by update. */
export class ReplayPlayer {
	/** How many updates were applied since the beginning, to make keyframes and to show moments. */
	applied = 0;
	private readonly changes: { at: number; update: Uint8Array }[];
	private readonly keyframes = new Map<number, Uint8Array>();
	/** Goes through the recording once. */
	private readonly maker = new Copy();
	private shown = new Copy();

	constructor(items: readonly Item[]) {
		this.changes = items.flatMap((item) =>
			item.update === undefined ? [] : [{ at: Date.parse(item.at), update: bytes(item.update) }],
		);
	}

	/** The number of updates. */
	get length(): number {
		return this.changes.length;
	}

	/** The moments of the updates, in milliseconds. */
	get moments(): number[] {
		return this.changes.map(({ at }) => at);
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

	/** Returns the code of a pad after a number of updates. */
	text(count: number, pad: PadName = "code"): string {
		return this.after(count).getText(pad).toString();
	}

	/** Returns the marks on the whiteboard after a number of updates. */
	marks(count: number): Mark[] {
		return read(this.after(count).getArray("board"));
	}

	/** Makes the next keyframe ahead; returns whether there are more to make. */
	makeKeyframe(): boolean {
		this.makeUntil(Math.min(this.length, this.maker.count + STRIDE));
		return this.maker.count < this.length;
	}

	private makeUntil(count: number): void {
		while (this.maker.count < count) {
			this.advance(this.maker);
			const { doc, count: made, isWhole } = this.maker;
			if (made % STRIDE === 0 && isWhole) this.keyframes.set(made, Y.encodeStateAsUpdate(doc));
		}
	}

	private after(wanted: number): Y.Doc {
		const count = Math.min(wanted, this.length);
		this.makeUntil(count);
		if (this.maker.count === count) return this.maker.doc;
		let nearest = Math.floor(count / STRIDE) * STRIDE;
		// There is no keyframe where updates were waiting.
		while (nearest > 0 && !this.keyframes.has(nearest)) nearest -= STRIDE;
		if (this.shown.count > count || this.shown.count < nearest) {
			this.shown.doc.destroy();
			this.shown = new Copy(nearest, this.keyframes.get(nearest));
		}
		while (this.shown.count < count) this.advance(this.shown);
		return this.shown.doc;
	}

	private advance(copy: Copy): void {
		const change = this.changes[copy.count];
		if (change) copy.apply(change.update);
		this.applied += 1;
	}
}

/** The document after a number of updates. */
class Copy {
	readonly doc = new Y.Doc();
	/** Updates that may build on later ones: two processes can each store what needs a row of the other. */
	private waiting: Uint8Array[] = [];

	constructor(
		public count = 0,
		keyframe?: Uint8Array,
	) {
		if (keyframe) Y.applyUpdate(this.doc, keyframe);
	}

	/** Whether nothing waits for a later update. */
	get isWhole(): boolean {
		return this.waiting.length === 0;
	}

	apply(update: Uint8Array): void {
		this.count += 1;
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

// Where the peer points at on the whiteboard, with their name; and telling where we do.
import { useEffect, useState } from "react";
import type { Awareness } from "y-protocols/awareness";
import type { Point } from "./geometry";
import { FARTHEST } from "./marks";

export interface Pointer extends Point {
	client: number;
	name: string;
}

/** Returns the pointers of others. `desk/peers.ts` has checked the form of what they say. */
export function usePointers(cursors: Awareness): Pointer[] {
	const [pointers, setPointers] = useState<Pointer[]>(() => pointersIn(cursors));
	useEffect(() => {
		const changed = () => setPointers((before) => (before.length ? pointersIn(cursors) : orSame(before, cursors)));
		changed();
		cursors.on("change", changed);
		return () => cursors.off("change", changed);
	}, [cursors]);
	return pointers;
}

/** Keeps what is shown as it is while nobody points at anything. */
function orSame(before: Pointer[], cursors: Awareness): Pointer[] {
	const now = pointersIn(cursors);
	return now.length ? now : before;
}

function pointersIn(cursors: Awareness): Pointer[] {
	return [...cursors.getStates()].flatMap(([client, { pointer, user }]) =>
		client === cursors.clientID || !pointer ? [] : [{ client, name: user?.name ?? "", x: pointer.x, y: pointer.y }],
	);
}

/** Milliseconds between two messages of a moving pointer. */
const PACE = 60;

/** Tells others where our pointer is; null when it is elsewhere. */
export class OwnPointer {
	private timer: ReturnType<typeof setTimeout> | undefined;
	private next: Point | null = null;
	private isShown = false;

	constructor(private readonly cursors: Awareness) {}

	move({ x, y }: Point): void {
		if (Math.abs(x) > FARTHEST || Math.abs(y) > FARTHEST) return;
		this.next = { x: Math.round(x), y: Math.round(y) };
		this.timer ??= setTimeout(() => this.tell(), this.isShown ? PACE : 0);
	}

	leave(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		this.next = null;
		if (this.isShown) this.tell();
	}

	private tell(): void {
		this.timer = undefined;
		const state = this.cursors.getLocalState();
		if (!state) return;
		const { pointer: _, ...rest } = state;
		this.isShown = this.next !== null;
		this.cursors.setLocalState(this.next ? { ...rest, pointer: this.next } : rest);
	}
}

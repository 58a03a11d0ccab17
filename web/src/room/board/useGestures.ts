// The pointer on the drawing: it draws with the tool, or moves what is seen (two fingers, the wheel, the middle button,
// or Space held).
import { type PointerEvent, type RefObject, useRef, type WheelEvent } from "react";
import type { Hand, How } from "./easel";
import type { Point } from "./geometry";
import type { OwnPointer } from "./pointers";
import type { Screen } from "./useScreen";
import { panned, pinched, type View, zoomed } from "./view";

/** Pixels within which something is meant, for a mouse and for a finger. */
const REACH = 12;
const REACH_OF_FINGER = 20;
/** Pixels of a line, which some wheels turn by. */
const LINE = 16;

interface Given {
	hand: Hand;
	screen: Screen;
	own: OwnPointer;
	/** Whether Space is held, and that it was used for moving. */
	space: RefObject<{ isHeld: boolean; isUsed: boolean }>;
}

type Act =
	| { kind: "draws"; pointer: number }
	| { kind: "pans"; pointer: number; from: Point; view: View }
	| { kind: "pinches"; from: [Point, Point]; view: View }
	/** One of two fingers is left: it does nothing until it is lifted. */
	| { kind: "rests" };

export function reachOf(view: View, pointerType = "mouse"): number {
	return (pointerType === "touch" ? REACH_OF_FINGER : REACH) / view.zoom;
}

export function useGestures({ hand, screen, own, space }: Given) {
	const act = useRef<Act | null>(null);
	const fingers = useRef(new Map<number, Point>());
	const { view, setView, pixels, units } = screen;
	const how = ({ pointerType, shiftKey }: PointerEvent): How => ({ reach: reachOf(view, pointerType), adds: shiftKey });
	const twoFingers = () => [...fingers.current.values()] as [Point, Point];
	const down = (event: PointerEvent) => {
		const at = pixels(event);
		if (event.pointerType === "touch") fingers.current.set(event.pointerId, at);
		if (fingers.current.size === 2) {
			if (act.current?.kind === "draws") hand.cancel();
			act.current = { kind: "pinches", from: twoFingers(), view };
		}
		if (act.current) return;
		const pans = event.button === 1 || (event.button === 0 && (space.current?.isHeld ?? false));
		if (!pans && event.button !== 0) return;
		event.currentTarget.setPointerCapture(event.pointerId);
		if (!pans) {
			act.current = { kind: "draws", pointer: event.pointerId };
			return hand.down(units(at), how(event));
		}
		event.preventDefault();
		if (space.current) space.current.isUsed = true;
		act.current = { kind: "pans", pointer: event.pointerId, from: at, view };
	};
	const move = (event: PointerEvent) => {
		const at = pixels(event);
		own.move(units(at));
		if (fingers.current.has(event.pointerId)) fingers.current.set(event.pointerId, at);
		const now = act.current;
		if (now?.kind === "pinches") return setView(pinched(now.view, now.from, twoFingers()));
		if (!now || now.kind === "rests" || event.pointerId !== now.pointer) return;
		if (now.kind === "pans") return setView(panned(now.view, now.from, at));
		const native = event.nativeEvent;
		const between = native.getCoalescedEvents?.() ?? [];
		for (const one of between.length > 0 ? between : [native]) hand.move(units(pixels(one)), how(event));
	};
	const up = (event: PointerEvent) => {
		fingers.current.delete(event.pointerId);
		const now = act.current;
		if (now?.kind === "draws" && now.pointer === event.pointerId) hand.up();
		else if (now?.kind === "draws") return;
		act.current = fingers.current.size > 0 ? { kind: "rests" } : null;
	};
	const wheel = (event: WheelEvent) => {
		event.preventDefault();
		const at = pixels(event);
		const by = event.deltaMode === 1 ? LINE : 1;
		const [x, y] = [event.deltaX * by, event.deltaY * by];
		if (event.ctrlKey || event.metaKey) setView((before) => zoomed(before, at, Math.exp(-y / 300)));
		else setView((before) => panned(before, event.shiftKey && !x ? { x: y, y: 0 } : { x, y }, { x: 0, y: 0 }));
	};
	return {
		onPointerDown: down,
		onPointerMove: move,
		onPointerUp: up,
		onPointerCancel: up,
		onPointerLeave: () => own.leave(),
		onWheel: wheel,
	};
}

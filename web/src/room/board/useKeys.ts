// The whiteboard by keyboard: a pen that arrow keys move and Space lowers, and everything that is done with a selection.
import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import {
	bring,
	connect,
	copy,
	duplicate,
	label,
	move,
	pasteCopied,
	removeChosen,
	resize,
	selectNext,
} from "./commands";
import type { Easel, Hand } from "./easel";
import type { Point } from "./geometry";
import { TOOLS, type Tool } from "./hands";
import { BOXES, isOneOf } from "./marks";
import type { OwnPointer } from "./pointers";
import { reachOf } from "./useGestures";
import type { Screen } from "./useScreen";
import { panned, STEP as ZOOM } from "./view";

const STEP = 20;
const STRIDE = 100;
const ARROWS: Record<string, readonly [x: number, y: number]> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

interface Given {
	tool: Tool;
	pick(tool: Tool): void;
	hand: Hand;
	screen: Screen;
	easel(): Easel;
	own: OwnPointer;
	space: RefObject<{ isHeld: boolean; isUsed: boolean }>;
	history: { undo(): void; redo(): void };
	/** Whether the server takes only what there was before shapes. */
	isOld: boolean;
	readOnly: boolean;
}

export function useKeys(given: Given) {
	const { easel, screen, space, history, readOnly } = given;
	const pen = usePen(given);
	/** What the last key changed: the same again is undone together with it. */
	const last = useRef("");
	const connecting = useRef<string | null>(null);
	const byArrow = ([x, y]: readonly [number, number], event: KeyboardEvent): void => {
		const far = event.shiftKey ? STRIDE : STEP;
		const isSelected = given.tool === "select" && easel().selected.size > 0 && !pen.isDown;
		if (!isSelected) {
			pen.move(x * far, y * far);
			return;
		}
		const act = isCommand(event) ? resize : move;
		const what = `${act.name} ${[...easel().selected].join(" ")}`;
		act(easel(), x * far, y * far, last.current === what);
		last.current = what;
	};
	const pressed = (event: KeyboardEvent) => {
		if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
		const arrow = ARROWS[event.key];
		if (!arrow) last.current = "";
		if (!handled(event, arrow)) return;
		event.preventDefault();
		// The room has keys of its own.
		event.stopPropagation();
	};
	const handled = (event: KeyboardEvent, arrow: (typeof ARROWS)[string] | undefined): boolean => {
		if (look(event, screen)) return true;
		if (event.altKey || readOnly) return false;
		if (arrow) {
			byArrow(arrow, event);
			return true;
		}
		if (isCommand(event)) return ofHistory(event, history) || (!given.isOld && command(event, easel()));
		return single(event);
	};
	const single = (event: KeyboardEvent): boolean => {
		// Nothing is selected or connected there.
		if (given.isOld && /^[nk]$/i.test(event.key)) return false;
		const tool = /^[1-9]$/.test(event.key) ? TOOLS[Number(event.key) - 1] : undefined;
		if (tool) given.pick(tool);
		else if (event.key === " ") space.current = { isHeld: true, isUsed: space.current?.isUsed ?? false };
		else if (event.key === "Enter") enter();
		else if (event.key === "n" || event.key === "N") selectNext(easel(), event.shiftKey ? -1 : 1);
		else if (event.key === "k") connecting.current = connect(easel(), connecting.current);
		else if (event.key === "Delete" || event.key === "Backspace") removeChosen(easel());
		else if (event.key === "Escape") return giveUp();
		else return false;
		// To select what the pen has not drawn, the hand has to be free.
		if (event.key.toLowerCase() === "n" && given.tool !== "select") given.pick("select");
		return true;
	};
	const enter = () => {
		if (given.tool === "select" && easel().selected.size > 0 && !pen.isDown) label(easel());
		else pen.press(isOneOf(BOXES, given.tool));
	};
	const giveUp = (): boolean => {
		const isBusy = pen.isDown || easel().selected.size > 0 || connecting.current !== null;
		connecting.current = null;
		pen.drop();
		easel().select([]);
		return isBusy;
	};
	const released = (event: KeyboardEvent) => {
		if (event.key !== " " || !space.current?.isHeld) return;
		const { isUsed } = space.current;
		space.current = { isHeld: false, isUsed: false };
		if (!isUsed && !readOnly) pen.press(false);
	};
	const left = () => {
		space.current = { isHeld: false, isUsed: false };
		pen.leave();
	};
	return { pen, handlers: { onKeyDown: pressed, onKeyUp: released, onBlur: left } };
}

function isCommand({ ctrlKey, metaKey }: KeyboardEvent): boolean {
	return ctrlKey || metaKey;
}

/** Keys that change what is seen; also when nothing can be drawn any more. */
function look(event: KeyboardEvent, screen: Screen): boolean {
	if (isCommand(event) || event.altKey) return false;
	if (event.key === "+" || event.key === "=") screen.zoomBy(ZOOM);
	else if (event.key === "-") screen.zoomBy(1 / ZOOM);
	else if (event.key === "0") screen.actual();
	else if (event.key === "f") screen.fit();
	else if (event.key === "PageUp" || event.key === "PageDown") {
		const far = (event.key === "PageUp" ? -0.8 : 0.8) * (event.shiftKey ? screen.size.w : screen.size.h);
		screen.setView((view) => panned(view, event.shiftKey ? { x: far, y: 0 } : { x: 0, y: far }, { x: 0, y: 0 }));
	} else return false;
	return true;
}

function ofHistory(event: KeyboardEvent, history: { undo(): void; redo(): void }): boolean {
	const key = event.key.toLowerCase();
	if (key === "z" && !event.shiftKey) history.undo();
	else if (key === "y" || key === "z") history.redo();
	else return false;
	return true;
}

function command(event: KeyboardEvent, easel: Easel): boolean {
	const key = event.key.toLowerCase();
	if (key === "d") duplicate(easel);
	else if (key === "c") copy(easel);
	else if (key === "x") {
		copy(easel);
		removeChosen(easel);
	} else if (key === "v") pasteCopied(easel);
	else if (key === "a") easel.select(easel.marks.map((one) => one.key));
	else if (key === "]") bring(easel, "front");
	else if (key === "[") bring(easel, "back");
	else return false;
	return true;
}

/** The pen that is moved by arrow keys. */
function usePen({ tool, hand, screen, own }: Given) {
	const [at, setAt] = useState<Point | null>(null);
	const [isDown, setDown] = useState(false);
	const { view, size } = screen;
	const place = at ?? {
		x: Math.round(view.x + size.w / view.zoom / 2),
		y: Math.round(view.y + size.h / view.zoom / 2),
	};
	const how = { reach: reachOf(view), adds: false };
	const lift = () => {
		if (isDown) hand.up();
		setDown(false);
	};
	const put = () => {
		hand.down(place, how);
		hand.up();
	};
	return {
		at,
		isDown,
		move(x: number, y: number) {
			const to = { x: place.x + x, y: place.y + y };
			setAt(to);
			screen.show(to);
			own.move(to);
			if (isDown) hand.move(to, how);
		},
		/** Lowers or lifts the pen. What needs no second point is put there at once. */
		press(isAtOnce: boolean) {
			setAt(place);
			own.move(place);
			if (isDown) return lift();
			if (isAtOnce || tool === "text") return put();
			hand.down(place, how);
			setDown(true);
		},
		/** Takes back what the pen has begun. */
		drop() {
			if (isDown) hand.cancel();
			setDown(false);
		},
		leave() {
			lift();
			setAt(null);
			own.leave();
		},
	};
}

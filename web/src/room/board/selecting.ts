// The tool that selects, moves and resizes, and puts the ends of arrows elsewhere.
import { changed, type Easel, type Hand, type How, Movement } from "./easel";
import {
	type Area,
	type ById,
	boundsOf,
	endsOf,
	isConnector,
	markAt,
	marksWithin,
	type Point,
	union,
} from "./geometry";
import type { Connector, Mark } from "./marks";
import { stuck } from "./sticking";
import { type Changes, type Fields, moveOf, placed, resizeOf } from "./writing";

export interface Handle extends Point {
	/** The sides of the selection that it moves, or the end of the arrow. */
	name: "n" | "e" | "s" | "w" | "nw" | "ne" | "se" | "sw" | "start" | "end";
}

/** Returns what the selection can be resized by. */
export function handlesOf(selected: readonly Mark[], byId: ById): Handle[] {
	const [first] = selected;
	if (first && selected.length === 1 && isConnector(first)) {
		const [start, end] = endsOf(first, byId);
		return [
			{ name: "start", ...start },
			{ name: "end", ...end },
		];
	}
	const area = boundsOf(selected, byId);
	if (!area || selected.every((one) => one.kind === "label")) return [];
	const [left, middle, right] = [area.x, area.x + area.w / 2, area.x + area.w];
	const [top, center, bottom] = [area.y, area.y + area.h / 2, area.y + area.h];
	const corners = [at("nw", left, top), at("ne", right, top), at("se", right, bottom), at("sw", left, bottom)];
	if (selected.every((one) => one.kind === "text")) return corners;
	return [...corners, at("n", middle, top), at("e", right, center), at("s", middle, bottom), at("w", left, center)];
}

function at(name: Handle["name"], x: number, y: number): Handle {
	return { name, x, y };
}

const SMALLEST = 8;

/** Returns an area whose sides were moved by a handle. */
export function dragged({ x, y, w, h }: Area, name: Handle["name"], by: Point): Area {
	const left = name.includes("w") ? Math.min(by.x, w - SMALLEST) : 0;
	const top = name.includes("n") ? Math.min(by.y, h - SMALLEST) : 0;
	const right = name.includes("e") ? Math.max(by.x, SMALLEST - w) : 0;
	const bottom = name.includes("s") ? Math.max(by.y, SMALLEST - h) : 0;
	return { x: x + left, y: y + top, w: w - left + right, h: h - top + bottom };
}

/** What a press began: called with each point that the pointer comes to. */
type Drag = (to: Point, how: How) => void;

export function selecting(easel: () => Easel): Hand {
	let drag: Drag | null = null;
	let movement: Movement | null = null;
	const end = () => {
		movement?.end();
		easel().marquee(null);
		movement = drag = null;
	};
	return {
		down(from, how) {
			movement = new Movement(easel);
			drag = begun(easel, movement, from, how);
		},
		move: (to, how) => drag?.(to, how),
		up: end,
		cancel: end,
	};
}

function begun(easel: () => Easel, movement: Movement, from: Point, how: How): Drag {
	const { marks, byId, selected, select } = easel();
	const chosen = marks.filter((one) => selected.has(one.key));
	const handle = handlesOf(chosen, byId).find((one) => Math.hypot(one.x - from.x, one.y - from.y) <= how.reach);
	if (handle) return resizing(easel, movement, chosen, handle, from);
	const mark = markAt(marks, byId, from, how.reach / 2);
	if (!mark) return marquee(easel, from, how.adds ? selected : new Set());
	const isIn = selected.has(mark.key);
	const next = how.adds ? [...selected].filter((key) => key !== mark.key) : isIn ? [...selected] : [];
	const keys = new Set(isIn && how.adds ? next : [...next, mark.key]);
	select(keys);
	const held = marks.filter((one) => keys.has(one.key));
	return apart(from, how, (to) => movement.to(movesOf(held, to.x - from.x, to.y - from.y)));
}

/** Leaves out what a hand that isn't steady does to what it only wants to select. */
function apart(from: Point, { reach }: How, drag: Drag): Drag {
	let isMoving = false;
	return (to, how) => {
		isMoving ||= Math.hypot(to.x - from.x, to.y - from.y) > reach / 3;
		if (isMoving) drag(to, how);
	};
}

/** Returns the fields of marks that are moved together. Arrows whose ends both stick stay where they stick. */
export function movesOf(marks: readonly Mark[], x: number, y: number): Changes {
	const free = marks.filter((one) => !(isConnector(one) && one.from && one.to));
	return new Map(free.map((one): [string, Fields] => [one.key, { ...moveOf(one, x, y) }]));
}

/** Returns the fields of marks when the area around them becomes another one. */
export function resizesOf(marks: readonly Mark[], byId: ById, from: Area, to: Area): Changes {
	return new Map(marks.map((one) => [one.key, resizeOf(one, byId, from, to)]));
}

function resizing(easel: () => Easel, movement: Movement, chosen: Mark[], handle: Handle, from: Point): Drag {
	const { byId } = easel();
	const area = boundsOf(chosen, byId);
	const [first] = chosen;
	if (!area || !first) return () => undefined;
	if ((handle.name === "start" || handle.name === "end") && isConnector(first))
		return (to, { reach }) => movement.to(new Map([[first.key, endMoved(easel(), first, handle.name, to, reach)]]));
	return (to) => {
		const next = dragged(area, handle.name, { x: to.x - from.x, y: to.y - from.y });
		movement.to(resizesOf(chosen, byId, area, next));
	};
}

/** Returns the fields of an arrow of which one end is put elsewhere, where it sticks to what is there. */
function endMoved({ marks, byId }: Easel, mark: Connector, name: Handle["name"], to: Point, reach: number): Fields {
	const [start, end] = endsOf(mark, byId);
	const isStart = name === "start";
	const next = stuck({ marks, byId }, isStart ? "from" : "to", to, reach / 2);
	const { from, to: target } = { from: mark.from, to: mark.to, ...next };
	const isLoop = from !== "" && from === target;
	return {
		...(isStart ? placed(to, end) : placed(start, to)),
		...next,
		...(isLoop && { [isStart ? "from" : "to"]: "" }),
	};
}

function marquee(easel: () => Easel, from: Point, before: ReadonlySet<string>): Drag {
	easel().select(before);
	return (to) => {
		const area = union([
			{ ...from, w: 0, h: 0 },
			{ ...to, w: 0, h: 0 },
		]);
		if (!area) return;
		const { marks, byId } = easel();
		easel().marquee(area);
		easel().select([...before, ...marksWithin(marks, byId, area).map((one) => one.key)]);
	};
}

/** Returns the marks with what is shown of them before it is written. */
export function previewed(marks: readonly Mark[], changes: Changes | null): readonly Mark[] {
	return changes ? marks.map((one) => changed(one, changes.get(one.key))) : marks;
}

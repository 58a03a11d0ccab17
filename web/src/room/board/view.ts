// Which part of the board is seen: panning, zooming, and fitting it to what is drawn. Pure.
import type { Area, Point } from "./geometry";
import { FARTHEST } from "./marks";

/** The board's point at the upper left, and the pixels of a unit. */
export interface View extends Point {
	zoom: number;
}
export interface Size {
	w: number;
	h: number;
}

const LEAST = 0.05;
const MOST = 8;
/** By how much a press of a key or a button zooms. */
export const STEP = 1.25;

/** Returns the view that shows an area as a whole, in the middle. */
export function fitted(area: Area, size: Size, most = 2): View {
	const zoom = clampZoom(Math.min(most, size.w / Math.max(1, area.w), size.h / Math.max(1, area.h)));
	return { zoom, x: area.x - (size.w / zoom - area.w) / 2, y: area.y - (size.h / zoom - area.h) / 2 };
}

/** Zooms, with what is at a place of the screen staying there. `at` is in pixels from the upper left. */
export function zoomed(view: View, at: Point, by: number): View {
	const zoom = clampZoom(view.zoom * by);
	return within({ zoom, x: view.x + at.x / view.zoom - at.x / zoom, y: view.y + at.y / view.zoom - at.y / zoom });
}

/** Moves what is seen by pixels: what was at `from` is at `to`. */
export function panned(view: View, from: Point, to: Point): View {
	return within({ ...view, x: view.x + (from.x - to.x) / view.zoom, y: view.y + (from.y - to.y) / view.zoom });
}

/** Returns the view of two fingers: what was under them is under them, as near as a view that isn't turned can be. */
export function pinched(view: View, from: readonly [Point, Point], to: readonly [Point, Point]): View {
	const [before, now] = [apart(from), apart(to)];
	return zoomed(panned(view, middle(from), middle(to)), middle(to), before > 0 ? now / before : 1);
}

/** Moves the view as little as shows a point with some space around it. */
export function showing(view: View, { x, y }: Point, size: Size): View {
	const [w, h] = [size.w / view.zoom, size.h / view.zoom];
	const [spaceX, spaceY] = [Math.min(w / 4, 60), Math.min(h / 4, 60)];
	return within({
		zoom: view.zoom,
		x: Math.min(x - spaceX, Math.max(view.x, x + spaceX - w)),
		y: Math.min(y - spaceY, Math.max(view.y, y + spaceY - h)),
	});
}

export function areaSeen(view: View, size: Size): Area {
	return { x: view.x, y: view.y, w: size.w / view.zoom, h: size.h / view.zoom };
}

function within({ zoom, x, y }: View): View {
	return { zoom, x: clamp(x, -FARTHEST, FARTHEST), y: clamp(y, -FARTHEST, FARTHEST) };
}

function clampZoom(zoom: number): number {
	return clamp(zoom, LEAST, MOST);
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}

function middle([one, other]: readonly [Point, Point]): Point {
	return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function apart([one, other]: readonly [Point, Point]): number {
	return Math.hypot(one.x - other.x, one.y - other.y);
}

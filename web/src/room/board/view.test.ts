import { expect, test } from "vitest";
import { areaSeen, fitted, panned, pinched, showing, type View, zoomed } from "./view";

const SIZE = { w: 800, h: 600 };
const VIEW: View = { x: 100, y: 50, zoom: 2 };

function seenAt(view: View, x: number, y: number): [number, number] {
	return [view.x + x / view.zoom, view.y + y / view.zoom];
}

test("an area that fits is seen as a whole, in the middle, and not enlarged without need", () => {
	const view = fitted({ x: 0, y: 0, w: 1600, h: 600 }, SIZE);
	expect(view).toEqual({ zoom: 0.5, x: 0, y: -300 });
	expect(areaSeen(view, SIZE)).toEqual({ x: 0, y: -300, w: 1600, h: 1200 });
	expect(fitted({ x: 10, y: 10, w: 0, h: 0 }, SIZE).zoom).toBe(2);
});

test("zooming keeps what is under the pointer, within limits", () => {
	const place = seenAt(VIEW, 200, 100);
	expect(seenAt(zoomed(VIEW, { x: 200, y: 100 }, 1.5), 200, 100)).toEqual(place);
	expect(zoomed(VIEW, { x: 0, y: 0 }, 1e9).zoom).toBe(8);
	expect(zoomed(VIEW, { x: 0, y: 0 }, 0).zoom).toBe(0.05);
});

test("two fingers keep what is under them, and nobody gets lost beyond the board", () => {
	const from = [
		{ x: 100, y: 100 },
		{ x: 300, y: 100 },
	] as const;
	const to = [
		{ x: 50, y: 200 },
		{ x: 450, y: 200 },
	] as const;
	const view = pinched(VIEW, from, to);
	expect(view.zoom).toBe(4);
	expect(seenAt(view, 50, 200)).toEqual(seenAt(VIEW, 100, 100));
	expect(panned(VIEW, { x: 1e9, y: -1e9 }, { x: 0, y: 0 })).toEqual({ zoom: 2, x: 100_000, y: -100_000 });
});

test("the view goes after the pen that leaves it, and stays as long as the pen is in it", () => {
	expect(showing(VIEW, { x: 300, y: 200 }, SIZE)).toEqual(VIEW);
	const view = showing(VIEW, { x: 900, y: 200 }, SIZE);
	expect([view.x, view.y]).toEqual([900 + 60 - 400, 50]);
});

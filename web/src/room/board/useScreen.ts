// Which part of the board this page shows, and how large it is on the screen.
import { type RefObject, useEffect, useRef, useState } from "react";
import { type Area, boundsOf, byIdOf, grown, type Point, union } from "./geometry";
import { FRAME, type Mark } from "./marks";
import { fitted, type Size, showing, type View, zoomed } from "./view";

export interface Screen {
	drawing: RefObject<SVGSVGElement | null>;
	size: Size;
	view: View;
	setView(next: View | ((view: View) => View)): void;
	/** Converts a place of the window to pixels of the drawing, and these to the board's units. */
	pixels(event: { clientX: number; clientY: number }): Point;
	units(at: Point): Point;
	zoomBy(factor: number): void;
	/** Shows it pixel by pixel. */
	actual(): void;
	/** Shows everything. */
	fit(): void;
	/** Keeps a point in sight. */
	show(at: Point): void;
}

/** What is seen at first: the part that both see, and whatever is drawn beyond. */
export function firstSeen(marks: readonly Mark[]): Area {
	const bounds = boundsOf(marks, byIdOf(marks));
	return (bounds && union([FRAME, bounds])) ?? FRAME;
}

export function useScreen(marks: readonly Mark[]): Screen {
	const drawing = useRef<SVGSVGElement>(null);
	const [size, setSize] = useState<Size>({ w: 1, h: 1 });
	// Until somebody moves it, it is what fits.
	const [chosen, setChosen] = useState<View | null>(null);
	const [first] = useState(() => firstSeen(marks));
	useEffect(() => {
		const element = drawing.current;
		if (!element) return;
		const measure = () => {
			const { width, height } = element.getBoundingClientRect();
			if (width > 0 && height > 0) setSize({ w: width, h: height });
		};
		const observer = new ResizeObserver(measure);
		observer.observe(element);
		measure();
		return () => observer.disconnect();
	}, []);
	const initial = fitted(first, size);
	const view = chosen ?? initial;
	const setView: Screen["setView"] = (next) =>
		setChosen((before) => (typeof next === "function" ? next(before ?? initial) : next));
	const middle = { x: size.w / 2, y: size.h / 2 };
	return {
		...{ drawing, size, view, setView },
		pixels: ({ clientX, clientY }) => {
			const box = drawing.current?.getBoundingClientRect();
			return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
		},
		units: (at) => ({ x: view.x + at.x / view.zoom, y: view.y + at.y / view.zoom }),
		zoomBy: (factor) => setView((before) => zoomed(before, middle, factor)),
		actual: () => setView((before) => zoomed(before, middle, 1 / before.zoom)),
		fit: () => {
			const bounds = boundsOf(marks, byIdOf(marks));
			setView(fitted(bounds ? grown(bounds, 24) : FRAME, size));
		},
		show: (at) => setView((before) => showing(before, at, size)),
	};
}

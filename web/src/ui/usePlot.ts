// A plot that follows the size of its container and the colors of the page, including changes of theme.
import { type RefObject, useEffect, useRef } from "react";
import uPlot from "uplot";
import { onTheme } from "./theme";
import "uplot/dist/uPlot.min.css";

export interface Look {
	colour(name: string): string;
	axis: uPlot.Axis;
}

type Make = (look: Look) => Omit<uPlot.Options, "width" | "height">;

/** Draws `data` with the options from `make`. Both must be stable, since a new one redraws the plot. */
export function usePlot(height: number, make: Make, data: uPlot.AlignedData): RefObject<HTMLDivElement | null> {
	const place = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = place.current as HTMLDivElement;
		let plot: uPlot | undefined;
		const draw = () => {
			plot?.destroy();
			plot = new uPlot({ width: element.clientWidth, height, ...make(lookOf(element)) }, data, element);
		};
		draw();
		const watcher = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height }));
		watcher.observe(element);
		const unwatch = onTheme(draw);
		return () => {
			unwatch();
			watcher.disconnect();
			plot?.destroy();
		};
	}, [height, make, data]);
	return place;
}

function lookOf(element: HTMLElement): Look {
	const style = getComputedStyle(element);
	const before = element.style.color;
	// Read as a color in use: the property itself may name one for each theme.
	const colour = (name: string) => {
		element.style.color = `var(${name})`;
		const found = style.color;
		element.style.color = before;
		return found;
	};
	return {
		colour,
		axis: {
			stroke: colour("--muted"),
			grid: { stroke: colour("--line"), width: 1 },
			ticks: { show: false },
			size: 30,
			font: `12px ${style.fontFamily}`,
		},
	};
}

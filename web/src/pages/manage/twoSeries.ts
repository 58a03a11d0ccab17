// A plot of two series: one is drawn through, the other is dashed, so that they differ without colors.
import type uPlot from "uplot";
import type { Look } from "../../ui/usePlot";

export const HEIGHT = 180;

interface Axes {
	x: uPlot.Scale;
	across: uPlot.Axis;
	up: uPlot.Axis;
}

export function twoSeries({ colour, axis }: Look, { x, across, up }: Axes): Omit<uPlot.Options, "width" | "height"> {
	const line = (name: string, dash?: number[]): uPlot.Series => ({
		stroke: colour(name),
		width: 2,
		...(dash && { dash }),
		points: { show: true, size: 5, fill: colour(name), stroke: colour(name) },
	});
	return {
		legend: { show: false },
		cursor: { show: false },
		scales: { x: { time: false, ...x }, y: { range: (_, __, most) => [0, Math.max(1, most) * 1.1] } },
		axes: [
			{ ...axis, grid: { show: false }, ...across },
			{ ...axis, size: 48, space: 34, ...up },
		],
		series: [{}, line("--accent"), line("--muted", [6, 4])],
	};
}

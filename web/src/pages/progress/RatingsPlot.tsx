// A dimension's weekly means as dots and a line, with a band for their spread. Weeks without ratings leave no gap.
import { useMemo } from "react";
import type uPlot from "uplot";
import type { Schemas } from "../../api/client";
import { shortDay } from "../../ui/time";
import { type Look, usePlot } from "../../ui/usePlot";

const HEIGHT = 220;

interface Props {
	weeks: { week: string; of: Schemas["WeekOfRatings"] | null }[];
}

export default function RatingsPlot({ weeks }: Props) {
	const data = useMemo<uPlot.AlignedData>(
		() => [
			weeks.map((_, index) => index),
			weeks.map(({ of }) => edge(of, 1)),
			weeks.map(({ of }) => edge(of, -1)),
			weeks.map(({ of }) => of?.mean ?? null),
		],
		[weeks],
	);
	const make = useMemo(() => options(weeks), [weeks]);
	const place = usePlot(HEIGHT, make, data);
	return <div ref={place} className="plot" aria-hidden="true" style={{ minHeight: HEIGHT }} />;
}

function edge(week: Schemas["WeekOfRatings"] | null, side: 1 | -1): number | null {
	if (week?.mean == null) return null;
	return Math.min(5, Math.max(1, week.mean + side * (week.spread ?? 0)));
}

function options(weeks: Props["weeks"]) {
	return ({ colour, axis }: Look): Omit<uPlot.Options, "width" | "height"> => ({
		legend: { show: false },
		cursor: { show: false },
		scales: { x: { time: false, range: [-0.5, weeks.length - 0.5] }, y: { range: [0.7, 5.3] } },
		axes: [
			{
				...axis,
				grid: { show: false },
				space: 64,
				incrs: [1, 2, 4, 8, 13, 26],
				values: (_, at) => at.map((index) => (weeks[index] ? shortDay(weeks[index].week) : "")),
			},
			{ ...axis, splits: () => [1, 2, 3, 4, 5], size: 28 },
		],
		bands: [{ series: [1, 2], fill: colour("--accent-soft") }],
		series: [
			{},
			{ spanGaps: true, width: 0, points: { show: false } },
			{ spanGaps: true, width: 0, points: { show: false } },
			{
				spanGaps: true,
				stroke: colour("--accent"),
				width: 2,
				points: { show: true, size: 7, fill: colour("--accent"), stroke: colour("--accent") },
			},
		],
	});
}

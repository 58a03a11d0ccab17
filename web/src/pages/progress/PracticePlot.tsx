// Interviews a week as bars, for half a year at most.
import { useMemo } from "react";
import uPlot from "uplot";
import type { Progress } from "../../api/queries";
import { shortDay } from "../../ui/time";
import { type Look, usePlot } from "../../ui/usePlot";

const HEIGHT = 160;
const MOST_WEEKS = 26;

export default function PracticePlot({ weeks }: { weeks: Progress["weeks"] }) {
	const shown = useMemo(() => weeks.slice(-MOST_WEEKS), [weeks]);
	const data = useMemo<uPlot.AlignedData>(
		() => [shown.map((_, index) => index), shown.map((week) => week.interviews)],
		[shown],
	);
	const make = useMemo(() => options(shown), [shown]);
	const place = usePlot(HEIGHT, make, data);
	return <div ref={place} className="plot" aria-hidden="true" style={{ minHeight: HEIGHT }} />;
}

function options(weeks: Progress["weeks"]) {
	const most = Math.max(2, ...weeks.map((week) => week.interviews));
	return ({ colour, axis }: Look): Omit<uPlot.Options, "width" | "height"> => ({
		legend: { show: false },
		cursor: { show: false },
		scales: { x: { time: false, range: [-0.6, weeks.length - 0.4] }, y: { range: [0, most * 1.1] } },
		axes: [
			{
				...axis,
				grid: { show: false },
				space: 64,
				incrs: [1, 2, 4, 8, 13],
				values: (_, at) => at.map((index) => (weeks[index] ? shortDay(weeks[index].week) : "")),
			},
			{ ...axis, size: 28, space: 30, incrs: [1, 2, 5, 10, 20, 50] },
		],
		series: [
			{},
			{
				fill: colour("--accent"),
				width: 0,
				points: { show: false },
				paths: (uPlot.paths.bars as uPlot.Series.BarsPathBuilderFactory)({ size: [0.6, 28], radius: 0.15 }),
			},
		],
	});
}

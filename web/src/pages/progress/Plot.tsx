// Overall marks over time. The figures are there as a table too, for who can't see the picture.
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Feedback } from "../../api/queries";
import { day } from "../../ui/time";
import { smoothed } from "./figures";

const HEIGHT = 220;

export default function Plot({ feedback }: { feedback: Feedback[] }) {
	const place = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = place.current as HTMLDivElement;
		const style = getComputedStyle(element);
		const colour = (name: string) => style.getPropertyValue(name).trim();
		const marks = feedback.map((one) => one.overall);
		const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
		const plot = new uPlot(
			{
				width: element.clientWidth,
				height: HEIGHT,
				legend: { show: false },
				cursor: { show: false },
				scales: { x: { time: false }, y: { range: [0.5, 5.5] } },
				axes: [
					{
						...axis,
						splits: () => marks.map((_, index) => index),
						values: (_, at) => at.map((i) => label(feedback, i)),
						space: 70,
					},
					{ ...axis, splits: () => [1, 2, 3, 4, 5], size: 32 },
				],
				series: [
					{},
					{ paths: () => null, points: { show: true, size: 8, fill: colour("--accent"), stroke: colour("--accent") } },
					{ stroke: colour("--accent"), width: 2, points: { show: false } },
				],
			},
			[marks.map((_, index) => index), marks, smoothed(marks)],
			element,
		);
		const watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
		watcher.observe(element);
		return () => {
			watcher.disconnect();
			plot.destroy();
		};
	}, [feedback]);
	return (
		<>
			<div ref={place} aria-hidden="true" style={{ minHeight: HEIGHT }} />
			<table className="visually-hidden">
				<caption>Overall marks, oldest first</caption>
				<tbody>
					{feedback.map((one) => (
						<tr key={one.id}>
							<th scope="row">{day(one.created_at)}</th>
							<td>{one.overall} of 5</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	);
}

const MOST_LABELS = 6;

function label(feedback: readonly Feedback[], index: number): string {
	const every = Math.ceil(feedback.length / MOST_LABELS);
	const one = feedback[index];
	return one && index % every === 0 ? day(one.created_at).replace(/^\p{L}+,? /u, "") : "";
}

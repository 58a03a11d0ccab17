// A plot of two series over days. Days without data are left out, but the distances between days are true.
import { useMemo } from "react";
import type uPlot from "uplot";
import { whole } from "../../ui/locale";
import { shortDay } from "../../ui/time";
import { type Look, usePlot } from "../../ui/usePlot";
import { HEIGHT, twoSeries } from "./twoSeries";

interface Props {
	days: readonly string[];
	first: readonly (number | null)[];
	second: readonly (number | null)[];
	unit: string;
}

export default function DaysPlot({ days, first, second, unit }: Props) {
	const key = JSON.stringify([days, first, second]);
	const data = useMemo<uPlot.AlignedData>(() => {
		const [at, one, two] = JSON.parse(key) as [string[], (number | null)[], (number | null)[]];
		return [at.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000), one, two];
	}, [key]);
	const make = useMemo(() => options(unit), [unit]);
	const place = usePlot(HEIGHT, make, data);
	return <div ref={place} className="plot" aria-hidden="true" style={{ minHeight: HEIGHT }} />;
}

const DAY = 86_400;

function options(unit: string) {
	return (look: Look) =>
		twoSeries(look, {
			x: {},
			across: {
				space: 64,
				incrs: [DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY],
				values: (_, at) => at.map((second) => shortDay(new Date(second * 1000).toISOString().slice(0, 10))),
			},
			up: {
				incrs: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600],
				values: (_, at) => at.map((value) => `${whole(value)}${unit && ` ${unit}`}`),
			},
		});
}

// A plot of two series over the hours of a day. Hours without data are gaps.
import { useMemo } from "react";
import type uPlot from "uplot";
import { whole } from "../../ui/locale";
import { type Look, usePlot } from "../../ui/usePlot";
import { HEIGHT, twoSeries } from "./twoSeries";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type Series = readonly (number | null)[];

/** `first` and `second` have a number of seconds, or null, for each of the 24 hours. */
export default function HoursPlot({ first, second }: { first: Series; second: Series }) {
	const key = JSON.stringify([first, second]);
	const data = useMemo<uPlot.AlignedData>(() => {
		const [one, two] = JSON.parse(key) as [(number | null)[], (number | null)[]];
		return [HOURS, one, two];
	}, [key]);
	const place = usePlot(HEIGHT, options, data);
	return <div ref={place} className="plot" aria-hidden="true" style={{ minHeight: HEIGHT }} />;
}

function options(look: Look) {
	return twoSeries(look, {
		x: { range: [0, 23] },
		across: { space: 40, incrs: [1, 3, 6], values: (_, at) => at.map((hour) => `${hour}:00`) },
		up: { values: (_, at) => at.map((value) => `${whole(value)} s`) },
	});
}

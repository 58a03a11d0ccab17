// Matching figures: the current moment, and a range of days by type. Each plot has a sentence and a table.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import type { InterviewType } from "../../api/queries";
import { AsTable } from "../../ui/AsTable";
import { Choice } from "../../ui/Choice";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { about } from "../../ui/time";
import { TYPE_OPTIONS } from "../../ui/words";
import { gaps, matches, outcomes, percent, waits } from "./operations";
import "../../styles/progress.css";

const DaysPlot = lazy(() => import("./DaysPlot"));
const SPANS = [
	["7", "7 days"],
	["30", "30 days"],
	["90", "90 days"],
] as const;
const ENOUGH_DAYS = 3;
const DAY = 86_400_000;

type Days = Schemas["DayFigures"][];

export default function Operator() {
	const [span, setSpan] = useState<"7" | "30" | "90">("30");
	const [type, setType] = useState<InterviewType>("technical");
	const { data, error, refetch } = useQuery({
		queryKey: ["operator", span],
		queryFn: () => {
			const from = new Date(Date.now() - Number(span) * DAY).toISOString();
			return ok(api.GET("/analytics/operator", { params: { query: { from } } }));
		},
		refetchInterval: 60_000,
	});
	const figures = data?.types.find((one) => one.interview_type === type);
	const days = data?.days.filter((one) => one.interview_type === type) ?? [];
	return (
		<div className="stack wide-gap">
			<Failure error={error} again={() => void refetch()} />
			{data ? <Now now={data.now} /> : !error && <Loading height={300} />}
			<div className="spread">
				<Choice legend="Kind of interview" hideLegend options={TYPE_OPTIONS} value={type} onChange={setType} />
				<Choice legend="Span" hideLegend options={SPANS} value={span} onChange={setSpan} />
			</div>
			{figures && figures.came + figures.interviews === 0 && (
				<p className="card muted">Nobody waited for such an interview in these days.</p>
			)}
			{figures && figures.came + figures.interviews > 0 && <Figures figures={figures} days={days} />}
		</div>
	);
}

function Now({ now }: { now: Schemas["Now"] }) {
	return (
		<dl className="figures" aria-label="This moment">
			<div className="card">
				<dt>Waiting now</dt>
				<dd className="numbers">{now.waiting}</dd>
			</div>
			<div className="card">
				<dt>Matched, to begin</dt>
				<dd className="numbers">{now.starting_rooms}</dd>
			</div>
			<div className="card">
				<dt>Live rooms</dt>
				<dd className="numbers">{now.live_rooms}</dd>
			</div>
		</dl>
	);
}

function Figures({ figures, days }: { figures: Schemas["Figures"]; days: Days }) {
	return (
		<>
			<section className="card stack">
				<h2>Waits</h2>
				<p>{waits(figures)}</p>
				<DaysOf days={days} unit="s" lines={["wait_p50_seconds", "wait_p95_seconds"]} />
				<AsTable caption="Waits by day" columns={["Day", "Half waited at most", "95 % waited at most"]}>
					{days.map((day) => (
						<tr key={day.day}>
							<th scope="row">{day.day}</th>
							<td>{seconds(day.wait_p50_seconds)}</td>
							<td>{seconds(day.wait_p95_seconds)}</td>
						</tr>
					))}
				</AsTable>
			</section>
			<section className="card stack">
				<h2>Matches</h2>
				<p>
					{matches(figures)} {gaps(figures.level_gaps)}
				</p>
				<DaysOf days={days} unit="" lines={["came", "matched"]} />
				<AsTable caption="Matches by day" columns={["Day", "Came", "Matched", "Rate"]}>
					{days.map((day) => (
						<tr key={day.day}>
							<th scope="row">{day.day}</th>
							<td className="numbers">{day.came}</td>
							<td className="numbers">{day.matched}</td>
							<td className="numbers">{percent(day.match_rate)}</td>
						</tr>
					))}
				</AsTable>
			</section>
			<section className="card stack">
				<h2>What became of them</h2>
				<p>{outcomes(figures)}</p>
				<AsTable
					caption="Interviews by day"
					columns={["Day", "Interviews", "Took place", "Abandoned", "Missed bookings"]}
				>
					{days.map((day) => (
						<tr key={day.day}>
							<th scope="row">{day.day}</th>
							<td className="numbers">{day.interviews}</td>
							<td className="numbers">{day.ended}</td>
							<td className="numbers">{day.abandoned}</td>
							<td className="numbers">{day.no_shows}</td>
						</tr>
					))}
				</AsTable>
			</section>
			<p className="small muted">
				Days are by UTC. Interviews count when they were matched, bookings when they were to start.
			</p>
		</>
	);
}

function seconds(value: number | null): string {
	return value === null ? "–" : about(value);
}

type Line = "wait_p50_seconds" | "wait_p95_seconds" | "came" | "matched";
const NAMES: Record<Line, string> = {
	wait_p50_seconds: "half waited at most",
	wait_p95_seconds: "95 % waited at most",
	came: "came",
	matched: "matched",
};

function DaysOf({ days, unit, lines }: { days: Days; unit: string; lines: readonly [Line, Line] }) {
	if (days.length < ENOUGH_DAYS) {
		return <p className="muted">From {ENOUGH_DAYS} days on which something happened they are drawn.</p>;
	}
	return (
		<div>
			<p className="legend small" aria-hidden="true">
				<span className="legend-first">{NAMES[lines[0]]}</span>
				<span className="legend-second">{NAMES[lines[1]]}</span>
			</p>
			<Suspense fallback={<Loading height={180} />}>
				<DaysPlot
					key={`${lines[0]}-${days[0]?.day}-${days.length}`}
					days={days.map((one) => one.day)}
					first={days.map((one) => one[lines[0]])}
					second={days.map((one) => one[lines[1]])}
					unit={unit}
				/>
			</Suspense>
		</div>
	);
}

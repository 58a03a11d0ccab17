// Matching figures: the current moment, and a range of days by type. Each plot has a sentence and a table.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import type { InterviewType } from "../../api/queries";
import { AsTable } from "../../ui/AsTable";
import { Choice } from "../../ui/Choice";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { about, wholeDay } from "../../ui/time";
import { TYPE_OPTIONS } from "../../ui/words";
import { Fairness } from "./Fairness";
import { ModerationFigures } from "./ModerationFigures";
import { gaps, helpful, matches, outcomes, percent, waits } from "./operations";
import { Unusual } from "./Unusual";
import "../../styles/progress.css";

const DaysPlot = lazy(() => import("./DaysPlot"));
const SPANS = [
	["7", t`7 days`],
	["30", t`30 days`],
	["90", t`90 days`],
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
				<Choice legend={t`Interview type`} hideLegend options={TYPE_OPTIONS} value={type} onChange={setType} />
				<Choice legend={t`Period`} hideLegend options={SPANS} value={span} onChange={setSpan} />
			</div>
			{figures && figures.came + figures.interviews === 0 && (
				<p className="card muted">{t`Nobody waited for an interview of this type in this period.`}</p>
			)}
			{figures && figures.came + figures.interviews > 0 && <Figures figures={figures} days={days} />}
			{data && data.invited > 0 && (
				<p className="small muted">
					{plural(data.invited, {
						one: "# interview took place by invitation, of either type. No figure here counts it.",
						other: "# interviews took place by invitation, of either type. No figure here counts them.",
					})}
				</p>
			)}
			<Fairness type={type} days={Number(span)} />
			<Unusual />
			<ModerationFigures days={Number(span)} />
		</div>
	);
}

function Now({ now }: { now: Schemas["Now"] }) {
	return (
		<dl className="figures" aria-label={t`Right now`}>
			<div className="card">
				<dt>{t`Waiting now`}</dt>
				<dd className="numbers">{now.waiting}</dd>
			</div>
			<div className="card">
				<dt>{t`Matched, not started`}</dt>
				<dd className="numbers">{now.starting_rooms}</dd>
			</div>
			<div className="card">
				<dt>{t`Live rooms`}</dt>
				<dd className="numbers">{now.live_rooms}</dd>
			</div>
		</dl>
	);
}

function Figures({ figures, days }: { figures: Schemas["Figures"]; days: Days }) {
	return (
		<>
			<section className="card stack">
				<h2>{t`Waiting times`}</h2>
				<p>{waits(figures)}</p>
				<DaysOf days={days} unit="s" lines={["wait_p50_seconds", "wait_p95_seconds"]} />
				<AsTable caption={t`Waiting times by day`} columns={[t`Day`, t`Half waited at most`, t`95% waited at most`]}>
					{days.map((day) => (
						<tr key={day.day}>
							<th scope="row">{wholeDay(day.day)}</th>
							<td>{seconds(day.wait_p50_seconds)}</td>
							<td>{seconds(day.wait_p95_seconds)}</td>
						</tr>
					))}
				</AsTable>
			</section>
			<section className="card stack">
				<h2>{t`Matches`}</h2>
				<p>
					{matches(figures)} {gaps(figures.level_gaps)}
				</p>
				<DaysOf days={days} unit="" lines={["came", "matched"]} />
				<AsTable caption={t`Matches by day`} columns={[t`Day`, t`Arrived`, t`Matched`, t`Rate`]}>
					{days.map((day) => (
						<tr key={day.day}>
							<th scope="row">{wholeDay(day.day)}</th>
							<td className="numbers">{day.came}</td>
							<td className="numbers">{day.matched}</td>
							<td className="numbers">{percent(day.match_rate)}</td>
						</tr>
					))}
				</AsTable>
			</section>
			<section className="card stack">
				<h2>{t`Outcomes`}</h2>
				<p>
					{outcomes(figures)} {helpful(figures)}
				</p>
				<AsTable
					caption={t`Interviews by day`}
					columns={[t`Day`, t`Interviews`, t`Completed`, t`Abandoned`, t`Missed bookings`]}
				>
					{days.map((day) => (
						<tr key={day.day}>
							<th scope="row">{wholeDay(day.day)}</th>
							<td className="numbers">{day.interviews}</td>
							<td className="numbers">{day.ended}</td>
							<td className="numbers">{day.abandoned}</td>
							<td className="numbers">{day.no_shows}</td>
						</tr>
					))}
				</AsTable>
			</section>
			<p className="small muted">
				<Trans>
					Days are in UTC. Interviews count on the day they were matched, bookings on the day they were due to start.
					Rates and waiting times of fewer than 5 are left out.
				</Trans>
			</p>
		</>
	);
}

function seconds(value: number | null): string {
	return value === null ? "–" : about(value);
}

type Line = "wait_p50_seconds" | "wait_p95_seconds" | "came" | "matched";
const NAMES: Record<Line, string> = {
	wait_p50_seconds: t`half waited at most`,
	wait_p95_seconds: t`95% waited at most`,
	came: t`arrived`,
	matched: t`matched`,
};

function DaysOf({ days, unit, lines }: { days: Days; unit: string; lines: readonly [Line, Line] }) {
	if (days.length < ENOUGH_DAYS) {
		return (
			<p className="muted">
				<Trans>A plot appears once there are {ENOUGH_DAYS} days with activity.</Trans>
			</p>
		);
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

// Progress: what was practiced, how peers rated it, and what to do next. Few figures, each with its count and spread.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { type Progress as Figures, useProgress } from "../api/queries";
import { AsTable } from "../ui/AsTable";
import { Bar } from "../ui/Bar";
import { Select } from "../ui/Field";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { duration } from "../ui/time";
import {
	change,
	DIMENSIONS,
	type Dimension,
	ENOUGH_WEEKS,
	everyWeek,
	inWords,
	mostRated,
	practiceSummary,
} from "./progress/figures";
import { Levels } from "./progress/Levels";
import { Next } from "./progress/Next";
import { Standouts } from "./progress/Standouts";
import "../styles/progress.css";

const RatingsPlot = lazy(() => import("./progress/RatingsPlot"));
const PracticePlot = lazy(() => import("./progress/PracticePlot"));

export default function Progress() {
	const { data, error, refetch, isPending } = useProgress();
	return (
		<Page title={t`Progress`} lead={t`What you practiced, and what your peers said of it.`}>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={300} />}
			{data && (data.interviews > 0 ? <All figures={data} /> : <Nothing />)}
		</Page>
	);
}

function Nothing() {
	return (
		<div className="card empty">
			<p>
				<Trans>
					After your first interview you see here how much you practice; and once you and your peer have given each
					other feedback, how you are rated and what to practice next.
				</Trans>
			</p>
			<Link href="/" className="button primary">{t`Practice now`}</Link>
		</div>
	);
}

function All({ figures }: { figures: Figures }) {
	const rated = figures.dimensions.filter((one) => one.count > 0);
	const zone = figures.time_zone.replaceAll("_", " ");
	return (
		<div className="stack wide-gap">
			<Summary figures={figures} />
			<Next figures={figures} />
			{rated.length > 0 ? (
				<Ratings dimensions={rated} />
			) : (
				<section className="card stack">
					<h2>{t`Ratings`}</h2>
					<p className="muted">
						<Trans>
							None that you can read yet. You read what a peer says once you have given them feedback too; see the{" "}
							<Link href="/history">history</Link>.
						</Trans>
					</p>
				</section>
			)}
			<Standouts figures={figures} />
			<Practice weeks={figures.weeks} />
			<Levels figures={figures} />
			<p className="small muted">{t`Weeks begin on Monday, in ${zone}. Feedback counts once you may read it.`}</p>
		</div>
	);
}

function Summary({ figures }: { figures: Figures }) {
	const { streak } = figures;
	const time = duration(figures.minutes * 60);
	return (
		<dl className="figures">
			<div className="card">
				<dt>{t`Interviews`}</dt>
				<dd className="numbers">{figures.interviews}</dd>
				<dd className="small muted">{t`${time} in all`}</dd>
			</div>
			<div className="card">
				<dt>{t`Weeks in a row`}</dt>
				<dd className="numbers">{streak.current_weeks}</dd>
				<dd className="small muted">{t`your longest: ${streak.longest_weeks}`}</dd>
			</div>
			<div className="card">
				<dt>{t`Would let you pass`}</dt>
				<dd className="numbers">{figures.would_pass === null ? "–" : `${Math.round(figures.would_pass * 100)} %`}</dd>
				<dd className="small muted">
					{figures.would_pass === null
						? t`nobody has said yet`
						: t`in feedback on ${plural(ratedBy(figures), { one: "# interview", other: "# interviews" })}`}
				</dd>
			</div>
		</dl>
	);
}

/** Every feedback includes an overall rating. */
function ratedBy(figures: Figures): number {
	return figures.dimensions.find((one) => one.dimension === "overall")?.count ?? 0;
}

function Ratings({ dimensions }: { dimensions: Dimension[] }) {
	const [name, setName] = useState(() => mostRated(dimensions)?.dimension ?? "overall");
	const shown = dimensions.find((one) => one.dimension === name) ?? (dimensions[0] as Dimension);
	const changed = change(shown);
	const dimension = DIMENSIONS[shown.dimension];
	return (
		<section className="card stack" aria-labelledby="ratings">
			<div className="spread">
				<h2 id="ratings">{t`Ratings, week by week`}</h2>
				<Select
					label={t`Dimension`}
					hideLabel
					value={shown.dimension}
					onChange={(value) => setName(value as Dimension["dimension"])}
					options={dimensions.map((one) => [one.dimension, DIMENSIONS[one.dimension]] as const)}
				/>
			</div>
			<p aria-live="polite">
				<strong>{dimension}:</strong> {inWords(shown)} {changed}
			</p>
			{shown.weeks.length >= ENOUGH_WEEKS ? (
				<Suspense fallback={<Loading height={220} />}>
					<RatingsPlot key={shown.dimension} weeks={everyWeek(shown.weeks)} />
				</Suspense>
			) : (
				<p className="muted">
					{plural(shown.weeks.length, {
						one: `From ${ENOUGH_WEEKS} weeks with ratings they are drawn; there is # week so far.`,
						other: `From ${ENOUGH_WEEKS} weeks with ratings they are drawn; there are # weeks so far.`,
					})}
				</p>
			)}
			<AsTable caption={t`${dimension}, by week`} columns={[t`Week of`, t`Mean`, t`Ratings`, t`Spread`]}>
				{shown.weeks.map((week) => (
					<tr key={week.week}>
						<th scope="row">{week.week}</th>
						<td className="numbers">{week.mean?.toFixed(1)}</td>
						<td className="numbers">{week.count}</td>
						<td className="numbers">{week.spread?.toFixed(1) ?? "–"}</td>
					</tr>
				))}
			</AsTable>
			<dl className="marks">
				{dimensions.map((one) => (
					<div key={one.dimension}>
						<dt>{DIMENSIONS[one.dimension]}</dt>
						<dd className="numbers">
							<Bar mark={one.mean ?? 0} />
							{one.mean?.toFixed(1)}
							<span className="muted small"> {basis(one)}</span>
						</dd>
					</div>
				))}
			</dl>
		</section>
	);
}

/** What a mean rests on: "from 7, give or take 0.6". */
function basis({ count, spread }: Dimension): string {
	if (spread === null) return t`from ${count}`;
	const typical = spread.toFixed(1);
	return t`from ${count}, give or take ${typical}`;
}

function Practice({ weeks }: { weeks: Figures["weeks"] }) {
	return (
		<section className="card stack" aria-labelledby="practice">
			<h2 id="practice">{t`Practice, week by week`}</h2>
			<p>{practiceSummary(weeks)}</p>
			{weeks.length >= ENOUGH_WEEKS && (
				<Suspense fallback={<Loading height={180} />}>
					<PracticePlot weeks={weeks} />
				</Suspense>
			)}
			<AsTable caption={t`Practice by week`} columns={[t`Week of`, t`Interviews`, t`Time`]}>
				{weeks.map((week) => (
					<tr key={week.week}>
						<th scope="row">{week.week}</th>
						<td className="numbers">{week.interviews}</td>
						<td className="numbers">{week.minutes > 0 ? duration(week.minutes * 60) : "–"}</td>
					</tr>
				))}
			</AsTable>
		</section>
	);
}

// Progress: what was practiced, how peers rated it, and what to do next. Few figures, each with its count and spread.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { type Progress as Figures, useProgress } from "../api/queries";
import { AsTable } from "../ui/AsTable";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { duration, wholeDay } from "../ui/time";
import { asInterviewer as adviceTo } from "./progress/advice";
import { DIMENSIONS, ENOUGH_WEEKS, INTERVIEWER_DIMENSIONS, practiceSummary } from "./progress/figures";
import { Invited } from "./progress/Invited";
import { Levels } from "./progress/Levels";
import { Next } from "./progress/Next";
import { Ratings } from "./progress/Ratings";
import { Standouts } from "./progress/Standouts";
import "../styles/progress.css";
import { share } from "../ui/locale";

const PracticePlot = lazy(() => import("./progress/PracticePlot"));

export default function Progress() {
	const { data, error, refetch, isPending } = useProgress();
	return (
		<Page title={t`Progress`} lead={t`What you practiced, and what your peers said about it.`}>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={300} />}
			{data && (data.interviews > 0 ? <All figures={data} /> : <Nothing />)}
			{data && data.interviews === 0 && hasInvited(data) && <Invited figures={data} />}
		</Page>
	);
}

/** A server of before doesn't send it. */
function hasInvited({ invited }: Figures): boolean {
	return (invited as Figures["invited"] | undefined) !== undefined;
}

function Nothing() {
	return (
		<div className="card empty">
			<p>
				<Trans>
					After your first interview, this page shows how much you practice. Once you and your peer have given each
					other feedback, it also shows how you are rated and what to practice next.
				</Trans>
			</p>
			<Link href="/" className="button primary">{t`Practice now`}</Link>
		</div>
	);
}

function All({ figures }: { figures: Figures }) {
	const rated = figures.dimensions.filter((one) => one.count > 0);
	// A server of before doesn't send it.
	const asInterviewer = figures.as_interviewer as Figures["as_interviewer"] | undefined;
	const hosted = asInterviewer?.dimensions ?? [];
	const zone = figures.time_zone.replaceAll("_", " ");
	return (
		<div className="stack wide-gap">
			<Summary figures={figures} />
			<Next figures={figures} />
			{rated.length > 0 ? (
				<Ratings
					title={hosted.length > 0 ? t`As interviewee: ratings, week by week` : t`Ratings, week by week`}
					names={DIMENSIONS}
					dimensions={rated}
				/>
			) : (
				<section className="card stack">
					<h2>{t`Ratings`}</h2>
					<p className="muted">
						<Trans>
							None that you can read yet. You can read a peer’s feedback once you have given yours; see the{" "}
							<Link href="/history">history</Link>.
						</Trans>
					</p>
				</section>
			)}
			{hosted.length > 0 && (
				<Ratings
					title={t`As interviewer: ratings, week by week`}
					names={INTERVIEWER_DIMENSIONS}
					dimensions={hosted}
					advice={asInterviewer?.advice ? adviceTo(asInterviewer.advice) : undefined}
				/>
			)}
			<Standouts figures={figures} />
			<Practice weeks={figures.weeks} />
			<Levels figures={figures} />
			{hasInvited(figures) && <Invited figures={figures} />}
			<p className="small muted">{t`Weeks begin on Monday, in ${zone}. Feedback counts once you may read it.`}</p>
		</div>
	);
}

function Summary({ figures }: { figures: Figures }) {
	const { streak } = figures;
	const time = duration(figures.minutes * 60);
	// A server of before doesn't send it.
	const given = figures.feedback_given as Figures["feedback_given"] | undefined;
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
				<dd className="numbers">{figures.would_pass === null ? "–" : share(figures.would_pass)}</dd>
				<dd className="small muted">
					{figures.would_pass === null
						? t`nobody has said yet`
						: t`in feedback on ${plural(ratedBy(figures), { one: "# interview", other: "# interviews" })}`}
				</dd>
			</div>
			{given && (
				<div className="card">
					<dt>{t`Your feedback helped`}</dt>
					<dd className="numbers">{share(given.helpful / given.votes)}</dd>
					<dd className="small muted">
						{t`people found ${given.helpful} of ${plural(given.votes, { one: "# feedback", other: "# feedbacks" })} helpful`}
					</dd>
				</div>
			)}
		</dl>
	);
}

/** Every feedback includes an overall rating. */
function ratedBy(figures: Figures): number {
	return figures.dimensions.find((one) => one.dimension === "overall")?.count ?? 0;
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
			<AsTable
				caption={t`Practice by week`}
				columns={[t`Week of`, t`Interviews`, t({ message: "Time", context: "spent" })]}
			>
				{weeks.map((week) => (
					<tr key={week.week}>
						<th scope="row">{wholeDay(week.week)}</th>
						<td className="numbers">{week.interviews}</td>
						<td className="numbers">{week.minutes > 0 ? duration(week.minutes * 60) : "–"}</td>
					</tr>
				))}
			</AsTable>
		</section>
	);
}

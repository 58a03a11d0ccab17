// A summary of progress: the most-rated dimension, a line of its weeks once there are enough, and the streak.
import { plural, t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import { useProgress } from "../../api/queries";
import { mean } from "../../ui/locale";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { Sparkline } from "../../ui/Sparkline";
import { DIMENSIONS, ENOUGH_WEEKS, mostRated } from "../progress/figures";

export function ProgressCard() {
	const { data, error, refetch, isPending } = useProgress();
	const shown = data && mostRated(data.dimensions);
	const weeks = shown?.weeks.map((week) => week.mean ?? 0) ?? [];
	return (
		<section className="card" aria-labelledby="progress">
			<div className="spread card-head">
				<h2 id="progress">{t`Your progress`}</h2>
				{data && data.interviews > 0 && <Link href="/progress">{t`See all`}</Link>}
			</div>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={64} />}
			{data && !shown && (
				<p className="muted">
					{data.interviews === 0
						? t`After your first interview you will see here who you met, how they rated you, and how your ratings change.`
						: plural(data.interviews, {
								one: "# interview so far. Ratings appear with the first feedback you can read.",
								other: "# interviews so far. Ratings appear with the first feedback you can read.",
							})}
				</p>
			)}
			{shown && (
				<div className="progress-glance">
					<div>
						<div className="glance-figure numbers">{shown.mean !== null && mean(shown.mean)}</div>
						<div className="muted small">
							<Trans>
								{DIMENSIONS[shown.dimension]}, of 5, from{" "}
								<Plural value={shown.count} one="# rating" other="# ratings" />
							</Trans>
						</div>
					</div>
					{weeks.length >= ENOUGH_WEEKS && <Sparkline values={weeks} low={1} high={5} />}
				</div>
			)}
			{data && data.streak.current_weeks > 1 && (
				<p className="small muted glance-streak">
					{plural(data.streak.current_weeks, {
						one: "# week in a row with an interview.",
						other: "# weeks in a row with an interview.",
					})}
				</p>
			)}
		</section>
	);
}

// The last few interviews. Before the first one the card is not there: the progress card says what will come.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";
import { useRecent } from "../../api/queries";
import { exitOf } from "../../live/exit/exits";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Time } from "../../ui/Time";
import { TYPES } from "../../ui/words";

const SHOWN = 3;

export function Recent() {
	const { data, error, refetch } = useRecent();
	const ended = data?.filter((one) => one.status === "ended").slice(0, SHOWN) ?? [];
	if (ended.length === 0 && !error) return null;
	return (
		<section className="card" aria-labelledby="recent">
			<div className="spread card-head">
				<h2 id="recent">{t`Recent interviews`}</h2>
				<Link href="/history">{t`See all`}</Link>
			</div>
			<Failure error={error} again={() => void refetch()} />
			<ul className="lines">
				{ended.map((one) => (
					<li key={one.id} className="stack recent-line">
						<div className="spread">
							<strong>{nameOf(one.peer)}</strong>
							{one.ended_at && (
								<span className="muted small">
									<Time at={one.ended_at} form="relative" />
								</span>
							)}
						</div>
						<span className="muted">
							{TYPES[one.interview_type]}
							{one.feedback_received && ` · ${t`overall ${one.feedback_received.overall} of 5`}`}
						</span>
						{!one.feedback_given && !exitOf(one.id) && <Link href={`/review/${one.id}`}>{t`Give feedback`}</Link>}
					</li>
				))}
			</ul>
		</section>
	);
}

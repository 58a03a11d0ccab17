// One past interview: a summary, the feedback below, and the actions that are still possible.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";
import type { PastInterview } from "../../api/queries";
import { DownloadInterview } from "../../live/DownloadInterview";
import { isRemoved, RemovedContent } from "../../live/RemovedContent";
import { useTopicNames } from "../../live/topics/topics";
import { AgainLater } from "../../room/again/Again";
import { Avatar } from "../../ui/Avatar";
import { list } from "../../ui/locale";
import { nameOf } from "../../ui/names";
import { ReportQuestion } from "../../ui/ReportQuestion";
import { Time } from "../../ui/Time";
import { duration } from "../../ui/time";
import { Level, TYPES } from "../../ui/words";
import { Given, Received } from "./FeedbackView";
import { PastRuns } from "./PastRuns";
import { Block, ReportPerson } from "./People";

interface Props {
	interview: PastInterview;
	isNewest: boolean;
	onPeer(id: number): void;
}

export function Past({ interview, isNewest, onPeer }: Props) {
	const { peer, feedback_given: given, feedback_received: received, removed } = interview;
	const name = nameOf(peer);
	const ended = interview.status === "ended";
	const topics = useTopicNames(interview.topics);
	return (
		<li className="card stack past">
			<div className="spread">
				<div className="past-peer">
					<Avatar person={peer} />
					<div>
						<h2>
							<button
								type="button"
								className="as-link"
								title={t`Show all interviews with ${name}`}
								onClick={() => onPeer(peer.id)}
							>
								{name}
							</button>
						</h2>
						<p className="muted small">
							{TYPES[interview.interview_type]} · <Level of={interview.my_difficulty} /> ·{" "}
							<Time at={interview.started_at ?? interview.matched_at} />
							{interview.duration_seconds !== null && ` · ${duration(interview.duration_seconds)}`}
							{interview.why.invited && ` · ${t`by invitation`}`}
							{topics && ` · ${t`Topics: ${topics}`}`}
						</p>
					</div>
				</div>
				<div className="row">
					{ended ? (
						!isRemoved(removed) && <Link href={`/replay/${interview.id}`} className="button">{t`Replay`}</Link>
					) : (
						<span className="tag">{t`Never started`}</span>
					)}
					{ended && !given && !removed.feedback && (
						<Link href={`/review/${interview.id}`} className="button primary">{t`Give feedback`}</Link>
					)}
				</div>
			</div>
			<Facts interview={interview} />
			{ended && (
				<p className="muted small">
					<RemovedContent removed={removed} />
				</p>
			)}
			{ended && interview.interview_type === "technical" && !removed.runs && <PastRuns interview={interview} />}
			{ended &&
				!removed.feedback &&
				(received ? (
					<Received feedback={received} name={name} open={isNewest} />
				) : (
					<p className="muted small">
						{given
							? t`${name} hasn’t given you feedback yet. You can read it as soon as they have.`
							: t`You can read ${name}’s feedback once you have given yours.`}
					</p>
				))}
			{given && <Given feedback={given} />}
			{ended && <AgainLater id={interview.id} name={name} />}
			<div className="row past-actions">
				{ended && (
					<DownloadInterview
						id={interview.id}
						endedAt={interview.ended_at}
						label={t`Download the interview with ${name}`}
					/>
				)}
				<Block peer={peer} />
				<ReportPerson peer={peer} interviewId={interview.id} />
			</div>
		</li>
	);
}

function rolesInWords([first, then]: PastInterview["roles"]): string {
	if (first === "interviewer") return then ? t`Interviewer, then interviewee` : t`Interviewer`;
	return then ? t`Interviewee, then interviewer` : t`Interviewee`;
}

function Facts({ interview: { id, roles, questions } }: { interview: PastInterview }) {
	if (roles.length === 0 && questions.length === 0) return null;
	return (
		<dl className="facts">
			{roles.length > 0 && (
				<div>
					<dt>{t`You were`}</dt>
					<dd>{rolesInWords(roles)}</dd>
				</div>
			)}
			{questions.map((question) => (
				<div key={`${question.id}-${question.of_me}`}>
					<dt>{question.of_me ? t`You were asked` : t`You asked`}</dt>
					<dd>
						<bdi>{question.title}</bdi> <Level of={question.difficulty} />
						{question.tags.length > 0 && (
							<span className="muted small"> {list(question.tags.map((tag) => tag.replaceAll("-", " ")))}</span>
						)}{" "}
						<ReportQuestion interviewId={id} questionId={question.id} title={question.title} />
					</dd>
				</div>
			))}
		</dl>
	);
}

// Past interviews: whom you met, what you said of each other.
import { Link } from "wouter";
import { type Feedback, type PastInterview, useHistory } from "../api/queries";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { Level, nameOf, TYPES } from "../ui/words";
import { Report } from "./history/Report";

export default function History() {
	const { data, error, refetch, isPending } = useHistory();
	return (
		<Page title="History" narrow lead="Your interviews, the latest first.">
			<Failure error={error} again={() => void refetch()} />
			{isPending ? (
				<Loading height={300} />
			) : data && data.length > 0 ? (
				<ul className="stack">
					{data.map((one) => (
						<Past key={one.id} interview={one} />
					))}
				</ul>
			) : (
				!error && (
					<div className="card empty">
						<p>After your first interview you find here whom you met and what they say.</p>
						<Link href="/" className="button primary">
							Practise now
						</Link>
					</div>
				)
			)}
		</Page>
	);
}

function Past({ interview }: { interview: PastInterview }) {
	const { peer, feedback_given: given, feedback_received: received } = interview;
	const when = interview.ended_at ?? interview.matched_at;
	const ended = interview.status === "ended";
	return (
		<li className="card stack">
			<div className="spread">
				<div>
					<h2>{nameOf(peer)}</h2>
					<p className="muted small">
						{TYPES[interview.interview_type]} · <Level of={interview.my_difficulty} /> · <Time at={when} />
					</p>
				</div>
				{ended && !given && (
					<Link href={`/review/${interview.id}`} className="button primary">
						Give feedback
					</Link>
				)}
				{!ended && <span className="tag">Not begun</span>}
			</div>
			{ended &&
				(received ? (
					<Said feedback={received} title={`What ${nameOf(peer)} says`} open />
				) : (
					<p className="muted small">
						{given
							? `You can read what ${nameOf(peer)} says once they have written it, or after three days if they don’t.`
							: `You can read what ${nameOf(peer)} says once you have written yours.`}
					</p>
				))}
			{given && <Said feedback={given} title="What you said" />}
			<Report peer={peer} interviewId={interview.id} />
		</li>
	);
}

const MARKS = [
	["communication", "Communication"],
	["problem_solving", "Problem solving"],
	["technical", "Technical skill"],
	["overall", "Overall"],
] as const;

function Said({ feedback, title, open }: { feedback: Feedback; title: string; open?: boolean }) {
	return (
		<details className="said-feedback" open={open}>
			<summary>{title}</summary>
			<div className="stack">
				<dl className="marks">
					{MARKS.map(([key, label]) => {
						const mark = feedback[key];
						return mark === null ? null : (
							<div key={key}>
								<dt>{label}</dt>
								<dd className="numbers">
									<meter min={0} max={5} value={mark} aria-hidden="true" /> {mark} of 5
								</dd>
							</div>
						);
					})}
					<div>
						<dt>Would let pass</dt>
						<dd>{feedback.would_pass ? "Yes" : "Not yet"}</dd>
					</div>
				</dl>
				<div>
					<h3>Did well</h3>
					<p className="own-notes">{feedback.did_well}</p>
				</div>
				<div>
					<h3>To try next time</h3>
					<p className="own-notes">{feedback.to_improve}</p>
				</div>
			</div>
		</details>
	);
}

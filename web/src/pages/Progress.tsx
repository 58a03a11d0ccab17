// Progress: what the feedback you may read adds up to. Few figures, each with its count and spread.
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { type Feedback, useFeedbackReceived } from "../api/queries";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { ENOUGH, figure, MARKS } from "./progress/figures";

const Plot = lazy(() => import("./progress/Plot"));

export default function Progress() {
	const { data, error, refetch, isPending } = useFeedbackReceived();
	return (
		<Page title="Progress" narrow lead="What your peers said of you, added up.">
			<Failure error={error} again={() => void refetch()} />
			{isPending ? (
				<Loading height={300} />
			) : data && data.length > 0 ? (
				<Figures feedback={data} />
			) : (
				!error && (
					<div className="card empty">
						<p>Once peers have given you feedback, and you them, your figures stand here.</p>
						<Link href="/" className="button primary">
							Practise now
						</Link>
					</div>
				)
			)}
		</Page>
	);
}

function Figures({ feedback }: { feedback: Feedback[] }) {
	const oldestFirst = [...feedback].reverse();
	const passed = feedback.filter((one) => one.would_pass).length;
	return (
		<div className="stack">
			<section className="card">
				<h2>Means</h2>
				<dl className="marks">
					{MARKS.map(([key, label]) => {
						const found = figure(feedback, key);
						return (
							found && (
								<div key={key}>
									<dt>{label}</dt>
									<dd className="numbers">
										<meter min={0} max={5} value={found.mean} aria-hidden="true" /> {found.mean.toFixed(1)} of 5
										<span className="muted small">
											{" "}
											from {found.count},{" "}
											{found.low === found.high ? `all ${found.low}` : `${found.low} to ${found.high}`}
										</span>
									</dd>
								</div>
							)
						);
					})}
					<div>
						<dt>Would let you pass</dt>
						<dd className="numbers">
							{passed} of {feedback.length}
						</dd>
					</div>
				</dl>
			</section>
			<section className="card stack">
				<h2>Overall, over time</h2>
				{feedback.length < ENOUGH ? (
					<p className="muted">
						From {ENOUGH} interviews with feedback on you see here how it goes; there{" "}
						{feedback.length === 1 ? "is one" : `are ${feedback.length}`} so far.
					</p>
				) : (
					<>
						<p className="muted">
							Each dot is one interview, the line the mean of the last five. Peers differ, so look at the way, not at a
							dot.
						</p>
						<Suspense fallback={<Loading height={220} />}>
							<Plot feedback={oldestFirst} />
						</Suspense>
					</>
				)}
			</section>
		</div>
	);
}

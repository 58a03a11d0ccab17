// The strongest and the weakest dimension with comments from peers, once the two differ.
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import type { Progress } from "../../api/queries";
import { DIMENSIONS } from "./figures";

export function Standouts({ figures: { strongest, weakest } }: { figures: Progress }) {
	if (!strongest || !weakest) {
		return (
			<section className="card stack">
				<h2>What stands out</h2>
				<p className="muted">
					Nothing yet: that takes two respects with three ratings each, which differ. Until then any difference may be
					chance.
				</p>
			</section>
		);
	}
	return (
		<div className="standouts">
			<Standout title="Your strongest" of={strongest} tone="good-text" />
			<Standout title="Worth practising" of={weakest} tone="warn-text" />
		</div>
	);
}

function Standout({ title, of, tone }: { title: string; of: Schemas["Standout"]; tone: string }) {
	return (
		<section className="card stack">
			<div>
				<h2>
					{title}: <span className={tone}>{DIMENSIONS[of.dimension]}</span>
				</h2>
				<p className="muted small numbers">
					{of.mean.toFixed(1)} of 5 on average of {of.count} ratings
				</p>
			</div>
			<ul className="stack">
				{of.evidence.map((one) => (
					<li key={one.feedback_id}>
						<blockquote className="evidence">
							<p>{one.words}</p>
							<footer className="small muted">
								with a rating of {one.rating}; <Link href={`/replay/${one.interview_id}`}>see that interview</Link>
							</footer>
						</blockquote>
					</li>
				))}
			</ul>
		</section>
	);
}

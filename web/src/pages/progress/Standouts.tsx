// The strongest and the weakest dimension with comments from peers, once the two differ.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import type { Progress } from "../../api/queries";
import { mean as formatted } from "../../ui/locale";
import { DIMENSIONS } from "./figures";

export function Standouts({ figures: { strongest, weakest } }: { figures: Progress }) {
	if (!strongest || !weakest) {
		return (
			<section className="card stack">
				<h2>{t`What stands out`}</h2>
				<p className="muted">
					<Trans>
						Nothing yet. This takes two areas with three ratings each, and a difference between them. Until then, any
						difference may be chance.
					</Trans>
				</p>
			</section>
		);
	}
	return (
		<div className="standouts">
			<Standout of={strongest}>
				<Trans>
					Your strongest: <span className="good-text">{DIMENSIONS[strongest.dimension]}</span>
				</Trans>
			</Standout>
			<Standout of={weakest}>
				<Trans>
					Worth practicing: <span className="warn-text">{DIMENSIONS[weakest.dimension]}</span>
				</Trans>
			</Standout>
		</div>
	);
}

function Standout({ of, children }: { of: Schemas["Standout"]; children: React.ReactNode }) {
	const mean = formatted(of.mean);
	const ratings = plural(of.count, { one: "# rating", other: "# ratings" });
	return (
		<section className="card stack">
			<div>
				<h2>{children}</h2>
				<p className="muted small numbers">{t`${mean} of 5 on average of ${ratings}`}</p>
			</div>
			<ul className="stack">
				{of.evidence.map((one) => (
					<li key={one.feedback_id}>
						<blockquote className="evidence">
							<p>{one.words}</p>
							<footer className="small muted">
								<Trans>
									with a rating of {one.rating}; <Link href={`/replay/${one.interview_id}`}>see that interview</Link>
								</Trans>
							</footer>
						</blockquote>
					</li>
				))}
			</ul>
		</section>
	);
}

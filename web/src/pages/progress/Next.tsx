// The suggestion for what to practice next, with its reason and a link to begin.
import { t } from "@lingui/core/macro";
import { useLocation } from "wouter";
import type { Progress } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Level, TYPES } from "../../ui/words";
import { remember, remembered } from "../home/practice";
import { whyNext } from "./advice";

export function Next({ figures }: { figures: Progress }) {
	const { next } = figures;
	const [, navigate] = useLocation();
	return (
		<section className="card next-card spread" aria-labelledby="practice-next">
			<div className="stack next-words">
				<h2 id="practice-next">{t`Practice next`}</h2>
				<p>
					<strong>
						{TYPES[next.interview_type]} · <Level of={next.difficulty} />
					</strong>
				</p>
				<p className="muted">{whyNext(figures)}</p>
				{next.tags.length > 0 && (
					<p className="row">
						<span className="muted small">{t`On:`}</span>
						{next.tags.map((tag) => (
							<span key={tag} className="tag">
								{tag.replaceAll("-", " ")}
							</span>
						))}
					</p>
				)}
			</div>
			<Button
				kind="primary"
				onClick={() => {
					remember({ ...remembered(), type: next.interview_type, level: next.difficulty });
					navigate("/");
				}}
			>{t`Practice this`}</Button>
		</section>
	);
}

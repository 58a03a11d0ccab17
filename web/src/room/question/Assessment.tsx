// What the interviewer rates answers by: figures of scale, and what a 1, a 3, and a 5 look like.
import { t } from "@lingui/core/macro";
import type { Question } from "./asked";
import { Markdown } from "./Markdown";

export const hasAssessment = ({ rubric, estimates }: Question): boolean =>
	Object.keys(rubric ?? {}).length > 0 || Boolean(estimates?.length);

export function Assessment({ question: { rubric, estimates } }: { question: Question }) {
	return (
		<>
			{rubric && <Rubric rubric={rubric} />}
			{estimates?.length ? (
				<div className="numbered">
					<h3>{t`Estimates`}</h3>
					<ol>
						{estimates.map((text) => (
							<li key={text}>
								<Markdown text={text} />
							</li>
						))}
					</ol>
				</div>
			) : null}
		</>
	);
}

function Rubric({ rubric }: { rubric: Record<string, unknown> }) {
	return (
		<dl className="rubric">
			{Object.entries(rubric).map(([name, marks]) => (
				<div key={name}>
					<dt>{name.replaceAll("_", " ")}</dt>
					{Object.entries((marks ?? {}) as Record<string, string>).map(([mark, words]) => (
						<dd key={mark}>
							<strong className="numbers">{mark}</strong> {words}
						</dd>
					))}
				</div>
			))}
		</dl>
	);
}

// Groups of marks from 1 to 5, each with what it is about.
import { plural, t } from "@lingui/core/macro";
import { type ReactNode, useState } from "react";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { TextField } from "../../ui/Field";
import { capitalized } from "../../ui/words";
import { AS_INTERVIEWER, type Asks, finerOf, ratingsOf } from "./asks";
import { type Draft, hasBegunOnInterviewer, type Mark, ratedOf, withoutInterviewer } from "./draft";

const SCALE = ["1", "2", "3", "4", "5"].map((one) => [one, one] as const);

export interface PartProps {
	asks: Asks;
	name: string;
	draft: Draft;
	change(changes: Partial<Draft>): void;
}

interface MarkProps extends Pick<PartProps, "draft" | "change"> {
	of: Mark;
	label: string;
	hint: ReactNode;
	required: boolean;
}

export function OneMark({ of, label, hint, required, draft, change }: MarkProps) {
	return (
		<Choice
			even
			required={required}
			legend={
				<>
					{label} <span className="muted rating-hint">{hint}</span>
				</>
			}
			options={SCALE}
			value={draft[of] ?? null}
			onChange={(value) => change({ [of]: value })}
		/>
	);
}

export function AsInterviewee({ asks, name, draft, change }: PartProps) {
	const finer = finerOf(asks);
	const [isFiner, setFiner] = useState(() => finer.some(([key]) => draft[key]));
	return (
		<section className="card stack review" aria-labelledby="as-interviewee">
			<h2 id="as-interviewee">{t`${name} as interviewee`}</h2>
			<Scale />
			{ratingsOf(asks).map(([key, label, hint]) => (
				<OneMark key={key} of={key} {...{ label, hint, draft, change }} required />
			))}
			<QuestionRubric {...{ asks, name, draft, change }} />
			{isFiner
				? finer.map(([key, label, hint]) => (
						<OneMark key={key} of={key} {...{ label, hint, draft, change }} required={false} />
					))
				: finer.length > 0 && (
						<div>
							<Button
								kind="quiet"
								className="small-button"
								onClick={() => setFiner(true)}
							>{t`Rate in more detail (optional)`}</Button>
						</div>
					)}
		</section>
	);
}

function Scale() {
	return <p className="small muted">{t`1 is poor, 3 meets expectations, 5 is excellent.`}</p>;
}

/** The dimensions of the question's own rubric, each with what its marks look like. */
function QuestionRubric({ asks, draft, change }: PartProps) {
	const part = ratedOf(draft, asks);
	if (asks.criteria.length === 0) return null;
	return (
		<>
			<h3>{t`By the rubric of the question (optional)`}</h3>
			{asks.criteria.map(({ name, levels }) => (
				<OneMark
					key={name}
					of={`criterion:${name}`}
					label={capitalized(name)}
					hint={levels.map(([mark, words]) => (
						<span key={mark} className="review-level">
							<strong className="numbers">{mark}</strong> {words}
						</span>
					))}
					required={false}
					{...{ draft, change }}
				/>
			))}
			<p className="small muted" role="status">
				{part &&
					plural(part.rated, {
						one: `# of ${part.of} is rated. You can leave out the others.`,
						other: `# of ${part.of} are rated. You can leave out the others.`,
					})}
			</p>
		</>
	);
}

/** Optional for whoever was interviewed besides; half of it is not sent. */
export function AsInterviewer({ asks, name, draft, change }: PartProps) {
	const isOptional = asks.asInterviewee;
	const hasBegun = hasBegunOnInterviewer(draft);
	const isHalf = hasBegun && !draft.interviewer_overall;
	return (
		<section className="card stack review" aria-labelledby="as-interviewer">
			<h2 id="as-interviewer">{isOptional ? t`${name} as interviewer (optional)` : t`${name} as interviewer`}</h2>
			<Scale />
			{AS_INTERVIEWER.map(([key, label, hint]) => (
				<OneMark
					key={key}
					of={`interviewer_${key}`}
					required={key === "overall" && (hasBegun || !isOptional)}
					{...{ label, hint, draft, change }}
				/>
			))}
			{isOptional && (
				<TextField
					label={t`In words, about them as interviewer`}
					maxLength={4000}
					value={draft.interviewer_words ?? ""}
					onChange={(event) => change({ interviewer_words: event.target.value })}
				/>
			)}
			{isOptional && (
				<div className="row">
					<span className="small warn-text" role="status">
						{isHalf && t`Their overall mark as interviewer is missing. Choose it, or clear this part.`}
					</span>
					{hasBegun && (
						<Button
							kind="quiet"
							className="small-button"
							onClick={() => change(withoutInterviewer())}
						>{t`Clear this part`}</Button>
					)}
				</div>
			)}
		</section>
	);
}

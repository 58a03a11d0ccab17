// What somebody who practices alone rates themselves by: the question's rubric, or what holds for any question.
import { t } from "@lingui/core/macro";
import { useId } from "react";
import type { Question } from "../../room/question/asked";
import { capitalized } from "../../ui/words";

type Marks = Readonly<Record<string, string>>;

interface Props {
	question: Question;
	marks: Marks;
	onMarks(marks: Marks): void;
}

/** For questions without a rubric. */
const HABITS: readonly (readonly [key: string, words: string])[] = [
	["asked", t`I asked before I assumed, aloud.`],
	["examples", t`I went through an example before I began.`],
	["aloud", t`I said what I was thinking.`],
	["tried", t`I tried it, with an edge case.`],
	["cost", t`I said what it takes, in time and memory.`],
];

export function Rating({ question, marks, onMarks }: Props) {
	const rubric = Object.entries(question.rubric ?? {});
	return (
		<div className="stack">
			<p className="small muted">{t`For you alone: it stays in this browser.`}</p>
			{rubric.length > 0
				? rubric.map(([name, levels]) => (
						<Dimension
							key={name}
							name={name}
							levels={levels as Record<string, string>}
							chosen={marks[name]}
							onChoose={(mark) => onMarks({ ...marks, [name]: mark })}
						/>
					))
				: HABITS.map(([key, words]) => (
						<label key={key} className="check">
							<input
								type="checkbox"
								checked={marks[key] === "yes"}
								onChange={({ currentTarget }) => onMarks({ ...marks, [key]: currentTarget.checked ? "yes" : "" })}
							/>
							<span>{words}</span>
						</label>
					))}
		</div>
	);
}

interface DimensionProps {
	name: string;
	levels: Record<string, string>;
	chosen: string | undefined;
	onChoose(mark: string): void;
}

function Dimension({ name, levels, chosen, onChoose }: DimensionProps) {
	const group = useId();
	return (
		<fieldset className="solo-dimension">
			<legend>{capitalized(name)}</legend>
			{Object.entries(levels).map(([mark, words]) => (
				<label key={mark} className="check">
					<input type="radio" name={group} value={mark} checked={chosen === mark} onChange={() => onChoose(mark)} />
					<span>
						<strong className="numbers">{mark}</strong> {words}
					</span>
				</label>
			))}
		</fieldset>
	);
}

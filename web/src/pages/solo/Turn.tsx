// One question that somebody practices alone: timer, question, desk or notes, what to look for, and their recording.
import { t } from "@lingui/core/macro";
import { lazy, Suspense, useState } from "react";
import type { Schemas } from "../../api/client";
import { languageName } from "../../room/desk/languages";
import { Assessment } from "../../room/question/Assessment";
import { Solution } from "../../room/question/Solution";
import { Steps } from "../../room/question/Steps";
import { Task } from "../../room/question/Task";
import { Broken } from "../../ui/Broken";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { Level } from "../../ui/words";
import { Lines } from "../review/Lines";
import type { Kept } from "./kept";
import { Rating } from "./Rating";
import { SoloRecording } from "./SoloRecording";
import { TurnTimer } from "./TurnTimer";
import "../../styles/question.css";
import "../../styles/review.css";

const SoloDesk = lazy(() => import("./SoloDesk"));

interface Props {
	turn: Schemas["SoloTurnView"];
	kept: Kept;
	onChange(changes: Partial<Kept>): void;
	onFinish(): void;
}

export function Turn({ turn, kept, onChange, onFinish }: Props) {
	const { question } = turn;
	const isTechnical = turn.interview_type === "technical";
	return (
		<div className={isTechnical ? "solo" : "solo solo-talk"}>
			<div className="stack">
				<TurnQuestion turn={turn} kept={kept} onChange={onChange} onFinish={onFinish} />
			</div>
			<div className="stack solo-work">
				{isTechnical && (
					<section className="card solo-code" aria-label={t`Code`}>
						<Broken>
							<Suspense fallback={<Loading height={320} />}>
								<SoloDesk
									key={turn.id}
									turn={turn}
									language={kept.language}
									onLanguage={(language) => onChange({ language })}
								/>
							</Suspense>
						</Broken>
					</section>
				)}
				<section className="card stack">
					<label className="solo-notes">
						<span>{t`Your notes`}</span>
						<textarea
							className="input"
							rows={isTechnical ? 4 : 10}
							maxLength={20_000}
							dir="auto"
							value={kept.notes}
							onChange={({ currentTarget }) => onChange({ notes: currentTarget.value })}
						/>
					</label>
					<p className="small muted">{t`Code and notes stay in this browser until you finish.`}</p>
				</section>
				<SoloRecording />
				<section className="card">
					<details className="solo-part">
						<summary>{question.kind === "conversation" ? t`Good answers` : t`Solution`}</summary>
						<div className="question-pane solo-text">
							<Solution question={question} />
							{question.estimates?.length ? <Assessment question={{ ...question, rubric: null }} /> : null}
						</div>
					</details>
					<details className="solo-part">
						<summary>{t`Rate yourself`}</summary>
						<Rating question={question} marks={kept.marks} onMarks={(marks) => onChange({ marks })} />
					</details>
				</section>
			</div>
		</div>
	);
}

function TurnQuestion({ turn, kept, onChange, onFinish }: Props) {
	const [asks, setAsks] = useState(false);
	const { question } = turn;
	return (
		<section className="card solo-question" aria-labelledby="solo-question">
			<div className="spread">
				<TurnTimer
					key={turn.id}
					minutes={turn.minutes}
					seconds={kept.seconds}
					isPaused={kept.isPaused}
					onChange={onChange}
				/>
				<Button className="small-button" onClick={() => setAsks(true)}>{t`Finish`}</Button>
			</div>
			<h2 id="solo-question">
				<bdi>{question.title}</bdi>
			</h2>
			<p className="muted small">
				<Level of={question.difficulty} />
			</p>
			{turn.met_before && (
				<Notice>{t`You have met all questions of this kind. This is the one that you met longest ago.`}</Notice>
			)}
			<div className="question-pane solo-text">
				<Task question={question} isInterviewer={false} hasCodeBelow />
				{Object.entries(question.code ?? {}).map(([language, text]) => (
					<Lines key={language} label={t`Code in ${languageName(language)}`} text={text} />
				))}
				<Steps title={(number, of) => t`Hint ${number} of ${of}`} items={question.hints} />
				<Steps title={(number, of) => t`Follow-up ${number} of ${of}`} items={question.follow_ups} />
			</div>
			{asks && (
				<Dialog title={t`Finish this question?`} onClose={() => setAsks(false)}>
					<p>{t`Your code, your notes and how you rated yourself are removed from this browser. They are nowhere else.`}</p>
					<DialogActions
						onBack={() => setAsks(false)}
						back={t`Go on`}
						action={t`Finish`}
						kind="danger"
						busy={false}
						onAction={onFinish}
					/>
				</Dialog>
			)}
		</section>
	);
}

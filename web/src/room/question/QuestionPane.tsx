// The question: what both are shown; beside it, for the interviewer, the solution and how to rate what is heard.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useTopicNames } from "../../live/topics/topics";
import { nameOf } from "../../ui/names";
import { ReportQuestion } from "../../ui/ReportQuestion";
import { Level } from "../../ui/words";
import { PaneToggle } from "../panes/PaneToggle";
import type { RoomState } from "../state";
import { Assessment, hasAssessment } from "./Assessment";
import type { Question } from "./asked";
import { Solution } from "./Solution";
import { Steps } from "./Steps";
import { Task } from "./Task";
import "../../styles/sides.css";

type Side = "question" | "solution" | "assessment";

export function QuestionPane({ room }: { room: RoomState }) {
	const { question, role, peer, interview_type } = room.interview;
	const toggle = <PaneToggle kind={interview_type} part="question" />;
	const name = nameOf(peer);
	const topics = useTopicNames(room.interview.topics);
	return (
		<section className="pane question-pane" id="pane-question" aria-labelledby="question-title">
			{question ? (
				<>
					<div className="pane-head">
						<h2 id="question-title">
							<bdi>{question.title}</bdi>
						</h2>
						<span className="muted small">
							<Level of={question.difficulty} /> · {role === "interviewer" ? t`for ${name}` : t`for you`}
						</span>
						{toggle}
					</div>
					{topics && <p className="muted small">{t`You agreed on: ${topics}`}</p>}
					<Sides key={`${question.id} ${role}`} question={question} isInterviewer={role === "interviewer"} />
					<div>
						<ReportQuestion interviewId={room.interview.id} questionId={question.id} title={question.title} />
					</div>
				</>
			) : (
				<>
					<div className="pane-head">
						<h2 id="question-title">{t`Question`}</h2>
						{toggle}
					</div>
					<p className="muted">{whyThereIsNone(room)}</p>
					{topics && <p className="muted small">{t`You agreed on: ${topics}`}</p>}
				</>
			)}
		</section>
	);
}

function whyThereIsNone({ interview: { no_question: isMissing, status, role } }: RoomState): string {
	if (isMissing) {
		return role === "interviewer"
			? t`There is no question for this turn: too few of this kind are in the bank. Ask one of your own.`
			: t`There is no question for this turn: too few of this kind are in the bank. Your interviewer may ask one of their own.`;
	}
	return status === "live" ? t`Loading the question …` : t`The question appears once both of you are ready.`;
}

/**
 * What is asked, and, as far as the server has sent them, the interviewer's parts. Whoever listens to a story rates it
 * meanwhile: what to look for is in sight then.
 */
function Sides({ question, isInterviewer }: { question: Question; isInterviewer: boolean }) {
	const [side, setSide] = useState<Side>("question");
	const isTalk = question.kind === "conversation";
	const sides = [
		["question", t`Task`, true],
		["solution", isTalk ? t`Good answers` : t`Solution`, Boolean(question.solution)],
		["assessment", t`What to look for`, !isTalk && hasAssessment(question)],
	] as const;
	const shown = sides.filter(([, , isThere]) => isThere);
	return (
		<>
			{shown.length > 1 && (
				<nav className="question-sides" aria-label={t`Parts of the question`}>
					{shown.map(([key, label]) => (
						<button key={key} type="button" aria-pressed={side === key} onClick={() => setSide(key)}>
							{label}
						</button>
					))}
				</nav>
			)}
			{side === "question" && <Task question={question} isInterviewer={isInterviewer} />}
			{side === "solution" && <Solution question={question} />}
			{side === "assessment" && <Assessment question={question} />}
			{(question.hints || question.follow_ups) && (
				// What was shown stays so behind the other parts.
				<div className="stack" hidden={side !== "question"}>
					<Steps title={(number, of) => t`Hint ${number} of ${of}`} items={question.hints} />
					<Steps title={(number, of) => t`Follow-up ${number} of ${of}`} items={question.follow_ups} />
				</div>
			)}
			{isTalk && side === "question" && hasAssessment(question) && (
				<div className="question-rating">
					<h3>{t`What to look for`}</h3>
					<Assessment question={question} />
				</div>
			)}
		</>
	);
}

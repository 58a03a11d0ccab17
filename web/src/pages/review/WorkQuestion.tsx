// A question as it was in the room, with all that whoever asked it could see.
import { t } from "@lingui/core/macro";
import { languageName } from "../../room/desk/languages";
import { Assessment, hasAssessment } from "../../room/question/Assessment";
import type { Question } from "../../room/question/asked";
import { NumberedList } from "../../room/question/NumberedList";
import { Solution } from "../../room/question/Solution";
import { Task } from "../../room/question/Task";
import "../../styles/question.css";
import { Lines } from "./Lines";

export default function WorkQuestion({ question, isInterviewer }: { question: Question; isInterviewer: boolean }) {
	const { code, hints, solution, follow_ups: followUps } = question;
	return (
		<>
			<Task question={question} isInterviewer={isInterviewer} hasCodeBelow />
			{Object.entries(code ?? {}).map(([language, text]) => (
				<Lines key={language} label={t`Code in ${languageName(language)}`} text={text} />
			))}
			{hasAssessment(question) && (
				<section>
					<h3>{t`What to look for`}</h3>
					<Assessment question={question} />
				</section>
			)}
			<Listed title={t`Hints`} items={hints} />
			<Listed title={t`Follow-ups`} items={followUps} />
			{solution && (
				<details>
					<summary>{question.kind === "conversation" ? t`Good answers` : t`Solution`}</summary>
					<Solution question={question} />
				</details>
			)}
		</>
	);
}

function Listed({ title, items }: { title: string; items: readonly string[] | null | undefined }) {
	if (!items?.length) return null;
	return (
		<details>
			<summary>{title}</summary>
			<div className="numbered">
				<NumberedList items={items} />
			</div>
		</details>
	);
}

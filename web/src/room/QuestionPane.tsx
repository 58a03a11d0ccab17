// The question: the prompt for the interviewee; hints, follow-ups, solution, and rubric only for the interviewer.
import { t } from "@lingui/core/macro";
import type { LiveInterview } from "../sockets/frames";
import { nameOf } from "../ui/names";
import { ReportQuestion } from "../ui/ReportQuestion";
import { Level } from "../ui/words";
import { Markdown } from "./Markdown";
import { Steps } from "./Steps";
import { signatureOf } from "./signature";
import type { RoomState } from "./state";

type Question = NonNullable<LiveInterview["question"]>;

export function QuestionPane({ room }: { room: RoomState }) {
	const { question, role, peer, status } = room.interview;
	const name = nameOf(peer);
	return (
		<section className="pane question-pane" aria-labelledby="question-title">
			{question ? (
				<>
					<div className="pane-head">
						<h2 id="question-title">{question.title}</h2>
						<span className="muted small">
							<Level of={question.difficulty} /> · {role === "interviewer" ? t`for ${name}` : t`for you`}
						</span>
					</div>
					<Markdown text={question.prompt} />
					<Parameters question={question} />
					<Cases question={question} />
					<ForInterviewer key={question.id} question={question} />
					<div>
						<ReportQuestion interviewId={room.interview.id} questionId={question.id} title={question.title} />
					</div>
				</>
			) : (
				<>
					<h2 id="question-title">{t`Question`}</h2>
					<p className="muted">
						{status === "live" ? t`Loading the question …` : t`The question appears once both of you are ready.`}
					</p>
				</>
			)}
		</section>
	);
}

function Parameters({ question }: { question: Question }) {
	const signature = signatureOf(question.function, question.starter_code);
	if (!signature) return null;
	return (
		<dl className="facts parameters" aria-label={t`Parameters`}>
			{signature.parameters.map(({ name, type }) => (
				<div key={name}>
					<dt>
						<code>{name}</code>
					</dt>
					<dd>
						<code>{type || "any"}</code>
					</dd>
				</div>
			))}
			{signature.returns && (
				<div>
					<dt>{t`Returns`}</dt>
					<dd>
						<code>{signature.returns}</code>
					</dd>
				</div>
			)}
		</dl>
	);
}

/** The cases that "Test" at the desk runs the code on. */
function Cases({ question }: { question: Question }) {
	if (!question.test_cases?.length) return null;
	const lines = question.test_cases.map(
		({ args, expected }) =>
			`${question.function}(${args.map((one) => JSON.stringify(one)).join(", ")}) → ${JSON.stringify(expected)}`,
	);
	return (
		<details>
			<summary>{t`Test cases (${lines.length})`}</summary>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some */}
			<pre className="cases" tabIndex={0}>
				{lines.join("\n")}
			</pre>
		</details>
	);
}

/** The parts that the server sends only to the interviewer. */
function ForInterviewer({ question }: { question: Question }) {
	return (
		<>
			<Steps title={(number, of) => t`Hint ${number} of ${of}`} items={question.hints} />
			<Steps title={(number, of) => t`Follow-up ${number} of ${of}`} items={question.follow_ups} />
			{question.rubric && <Rubric rubric={question.rubric} />}
			{question.solution && (
				<details>
					<summary>{t`Solution`}</summary>
					<Markdown text={question.solution} />
				</details>
			)}
		</>
	);
}

/** What a 1, a 3, and a 5 look like for each dimension. */
function Rubric({ rubric }: { rubric: Record<string, unknown> }) {
	return (
		<details>
			<summary>{t`What to look for`}</summary>
			<dl className="rubric">
				{Object.entries(rubric).map(([name, marks]) => (
					<div key={name}>
						<dt>{name.replaceAll("_", " ")}</dt>
						{Object.entries(marks as Record<string, string>).map(([mark, words]) => (
							<dd key={mark}>
								<strong className="numbers">{mark}</strong> {words}
							</dd>
						))}
					</div>
				))}
			</dl>
		</details>
	);
}

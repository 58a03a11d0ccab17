// The feedback of one interview: the peer's, with a question on whether it helped, and the user's own, still editable.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import type { Feedback } from "../../api/queries";
import { Bar } from "../../ui/Bar";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { relative } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import { capitalized } from "../../ui/words";
import { DIMENSIONS, type Dimension, INTERVIEWER_DIMENSIONS } from "../progress/figures";
import { useHelpful } from "./queries";
import { ReportDialog } from "./ReportDialog";

export function Received({ feedback, name, open }: { feedback: Feedback; name: string; open: boolean }) {
	return (
		<details className="said-feedback" open={open}>
			<summary>
				<Trans>Feedback from {name}</Trans>
			</summary>
			<div className="stack">
				<Words feedback={feedback} />
				<Helped feedback={feedback} name={name} />
			</div>
		</details>
	);
}

export function Given({ feedback }: { feedback: Feedback }) {
	const now = useNow(10_000);
	const open = !feedback.visible && Date.parse(feedback.editable_until) > now;
	return (
		<details className="said-feedback">
			<summary>{t`Your feedback`}</summary>
			<div className="stack">
				<Words feedback={feedback} />
				{feedback.helpful !== null && (
					<p className="muted small">
						{feedback.helpful ? t`They found it helpful.` : t`They didn’t find it helpful.`}
					</p>
				)}
				{open && (
					<p className="row">
						<Link href={`/review/${feedback.interview_id}`} className="button small-button">{t`Edit`}</Link>
						<span className="muted small">
							<Trans>
								The time to edit it ends {relative(feedback.editable_until, now)}, or once you can both read your
								feedback.
							</Trans>
						</span>
					</p>
				)}
			</div>
		</details>
	);
}

const PLAIN = ["overall", "communication", "problem_solving", "technical"] as const;

function marks(feedback: Feedback): [Dimension["dimension"], number][] {
	const plain = PLAIN.flatMap((key) => (feedback[key] === null ? [] : [[key, feedback[key]] as [typeof key, number]]));
	const finer = Object.entries(feedback.rubric ?? {}).filter(
		([key]) => key !== "communication" && key !== "problem_solving",
	);
	return [...plain, ...(finer as [Dimension["dimension"], number][])];
}

const INTERVIEWER_MARKS = ["overall", "clarity", "hints", "listening", "fairness"] as const;

function OneMark({ label, mark }: { label: string; mark: number }) {
	return (
		<div>
			<dt>{label}</dt>
			<dd className="numbers">
				<Bar mark={mark} />
				{t`${mark} of 5`}
			</dd>
		</div>
	);
}

/** The two roles apart. Feedback of before is on none by name, so it has no headings. */
function Words({ feedback }: { feedback: Feedback }) {
	// A server of before sends none of these.
	const { as_interviewer: asInterviewer, question_rubric: byQuestion, rates_interviewee: isRated = true } = feedback;
	return (
		<>
			{isRated && (
				<>
					{asInterviewer && <h3>{t`As interviewee`}</h3>}
					<dl className="marks">
						{marks(feedback).map(([key, mark]) => (
							<OneMark key={key} label={DIMENSIONS[key]} mark={mark} />
						))}
						<div>
							<dt>{t`Would advance`}</dt>
							<dd>{feedback.would_pass ? t`Yes` : t`Not yet`}</dd>
						</div>
					</dl>
					{byQuestion && (
						<>
							<h3>{t`By the rubric of the question`}</h3>
							<dl className="marks">
								{Object.entries(byQuestion).map(([name, mark]) => (
									<OneMark key={name} label={capitalized(name)} mark={mark} />
								))}
							</dl>
						</>
					)}
				</>
			)}
			{asInterviewer && (
				<>
					<h3>{t`As interviewer`}</h3>
					<dl className="marks">
						{INTERVIEWER_MARKS.flatMap((key) => {
							const mark = asInterviewer[key];
							return mark === null ? [] : [<OneMark key={key} label={INTERVIEWER_DIMENSIONS[key]} mark={mark} />];
						})}
					</dl>
					{asInterviewer.words && (
						<p className="own-notes" dir="auto">
							{asInterviewer.words}
						</p>
					)}
				</>
			)}
			<div>
				<h3>{t`Did well`}</h3>
				<p className="own-notes" dir="auto">
					{feedback.did_well}
				</p>
			</div>
			<div>
				<h3>{t`To improve`}</h3>
				<p className="own-notes" dir="auto">
					{feedback.to_improve}
				</p>
			</div>
		</>
	);
}

/** A vote, which the author sees, and a link to report abuse. */
function Helped({ feedback, name }: { feedback: Feedback; name: string }) {
	const vote = useHelpful(feedback.id);
	const [reporting, setReporting] = useState(false);
	return (
		<div className="stack helped">
			<div className="row">
				<span id={`helped-${feedback.id}`}>{t`Was it helpful?`}</span>
				{[true, false].map((helpful) => (
					<Button
						key={`${helpful}`}
						className="small-button"
						aria-pressed={feedback.helpful === helpful}
						aria-describedby={`helped-${feedback.id}`}
						busy={vote.isPending}
						onClick={() => vote.mutate(helpful)}
					>
						{helpful ? t`Yes` : t`No`}
					</Button>
				))}
				<Button
					kind="quiet"
					className="small-button"
					onClick={() => setReporting(true)}
				>{t`Report this feedback`}</Button>
			</div>
			<Failure error={vote.error} />
			{reporting && (
				<ReportDialog
					title={t`Report the feedback from ${name}`}
					about={{ feedbackId: feedback.id }}
					onClose={() => setReporting(false)}
				/>
			)}
		</div>
	);
}

// One question of the bank: what it is, what it lacks, how it did, and what can be done with it.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../../api/client";
import { inWords, Refused } from "../../../api/problems";
import { Button } from "../../../ui/Button";
import { list, mean } from "../../../ui/locale";
import { Time } from "../../../ui/Time";
import { toast } from "../../../ui/Toasts";
import { Level } from "../../../ui/words";
import { percent } from "../operations";
import { KINDS } from "../starts";
import { partName, unusableFor } from "./lacks";
import { RetireDialog } from "./RetireDialog";

type Question = Schemas["QuestionFigures"];

export function QuestionRow({ question, onOpen }: { question: Question; onOpen(): void }) {
	return (
		<tr className="question-row">
			<th scope="row">
				<span className="row">
					<bdi className="title">{question.title}</bdi>
					{question.draft && <span className="tag warn">{t`Draft`}</span>}
					{question.retired_at && <span className="tag">{t`Retired`}</span>}
				</span>
				<span className="about small muted">
					{KINDS[question.kind]} · <Level of={question.difficulty} />
					{question.tags.length > 0 && ` · ${list(question.tags.map((tag) => tag.replaceAll("-", " ")))}`}
					{question.source === "bank" && ` · ${t`from a file`}`}
				</span>
				{question.replacement && (
					<span className="about small muted">
						<Trans>Replaced by “{question.replacement.title}”</Trans>
					</span>
				)}
				<Lacks question={question} />
			</th>
			<td className="numbers">{question.asked}</td>
			<td>{question.last_asked_at ? <Time at={question.last_asked_at} /> : "–"}</td>
			<td className="numbers">
				{question.rating === null ? "–" : t`${mean(question.rating)} of 5 (${question.ratings})`}
			</td>
			<td className="numbers">
				{question.tests_passed === null
					? "–"
					: t`${percent(question.tests_passed)} of ${plural(question.test_runs, { one: "# run", other: "# runs" })}`}
			</td>
			<td className="numbers">
				<Reports question={question} />
			</td>
			<td>
				<Actions question={question} onOpen={onOpen} />
			</td>
		</tr>
	);
}

/** What a question can't be used for, and why. */
function Lacks({ question }: { question: Question }) {
	if (question.unusable_for.length === 0) return null;
	return (
		<details className="small">
			<summary>
				{plural(question.missing.length, { one: "# part is missing", other: "# parts are missing" })}
				{": "}
				{list(question.missing.map(partName))}
			</summary>
			<p>{t`Meanwhile it can’t be used for:`}</p>
			<ul className="bullets">
				{unusableFor(question.missing, question.unusable_for).map((words) => (
					<li key={words}>{words}</li>
				))}
			</ul>
		</details>
	);
}

function Reports({ question }: { question: Question }) {
	if (question.reports === 0) return <>0</>;
	return (
		<Link href={`/manage/reports?about=questions&question=${question.id}`}>
			{question.open_reports > 0
				? t`${question.open_reports} open of ${question.reports}`
				: t`${question.reports}, resolved`}
		</Link>
	);
}

function Actions({ question, onOpen }: { question: Question; onOpen(): void }) {
	const client = useQueryClient();
	const [retiring, setRetiring] = useState(false);
	const params = { path: { question_id: question.id } };
	const onSettled = () => client.invalidateQueries({ queryKey: ["questions"] });
	const restore = useMutation({
		mutationFn: () => ok(api.POST("/questions/{question_id}/restore", { params })),
		onSuccess: () => toast(t`“${question.title}” is in use again.`),
		onError: (error) => toast(inWords(error)),
		onSettled,
	});
	const publish = useMutation({
		mutationFn: () => ok(api.PATCH("/questions/{question_id}", { params, body: { draft: false } })),
		onSuccess: () => toast(t`“${question.title}” is published: it may be asked now.`),
		onError: (error) => toast(whyNot(error)),
		onSettled,
	});
	return (
		<div className="table-actions">
			<Button className="small-button" aria-label={t`Open ${question.title}`} onClick={onOpen}>{t`Open`}</Button>
			{question.draft && (
				<Button
					className="small-button"
					aria-label={t`Publish ${question.title}`}
					busy={publish.isPending}
					onClick={() => publish.mutate()}
				>{t`Publish`}</Button>
			)}
			{question.retired_at ? (
				<Button
					kind="quiet"
					className="small-button"
					aria-label={t`Restore ${question.title}`}
					busy={restore.isPending}
					onClick={() => restore.mutate()}
				>{t`Restore`}</Button>
			) : (
				<Button
					kind="quiet"
					className="small-button"
					aria-label={t`Retire ${question.title}`}
					onClick={() => setRetiring(true)}
				>{t`Retire`}</Button>
			)}
			{retiring && <RetireDialog question={question} onClose={() => setRetiring(false)} />}
		</div>
	);
}

function whyNot(error: unknown): string {
	if (!(error instanceof Refused) || error.errors.length === 0) return inWords(error);
	const parts = error.errors.map(({ pointer }) => pointer.replace(/^#\//, "").replaceAll("_", " "));
	return t`It can’t be published yet. Look at: ${list([...new Set(parts)])}.`;
}

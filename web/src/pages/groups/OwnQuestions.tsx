// The questions of a group, which are asked in its rooms and times before those for everyone.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Button } from "../../ui/Button";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { Level, TYPES } from "../../ui/words";
import { QuestionEditor, type Start } from "../manage/QuestionEditor";
import { type Group, useGroupAction } from "./queries";
import "../../styles/bank.css";

type Question = Schemas["QuestionSummary"];

export function OwnQuestions({ group }: { group: Group }) {
	const [start, setStart] = useState<Start | null>(null);
	const list = usePaged(["groups", group.id, "questions"], (cursor) =>
		ok(
			api.GET("/groups/{group_id}/questions", {
				params: { path: { group_id: group.id }, query: from(cursor) },
			}),
		),
	);
	return (
		<section className="card stack" aria-labelledby="own-questions">
			<div className="spread">
				<h2 id="own-questions">{t`Questions of this group`}</h2>
				<Button onClick={() => setStart("new")}>{t`New question`}</Button>
			</div>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.items?.length === 0 && (
				<p className="muted">
					<Trans>
						Until there are some, questions come from the bank. Yours are asked first, and only in this group’s rooms
						and times.
					</Trans>
				</p>
			)}
			<ul className="lines">
				{list.items?.map((question) => (
					<Line key={question.id} question={question} group={group} onOpen={() => setStart({ id: question.id })} />
				))}
			</ul>
			<More of={list} />
			{start && <QuestionEditor group={group.id} start={start} onClose={() => setStart(null)} />}
		</section>
	);
}

function Line({ question, group, onOpen }: { question: Question; group: Group; onOpen(): void }) {
	const params = { path: { group_id: group.id, group_question_id: question.id } };
	const turn = useGroupAction(() =>
		question.retired_at
			? ok(api.POST("/groups/{group_id}/questions/{group_question_id}/restore", { params }))
			: ok(api.POST("/groups/{group_id}/questions/{group_question_id}/retire", { params, body: {} })),
	);
	const { title } = question;
	return (
		<li className="stack">
			<div className="spread">
				<span>
					<strong>
						<bdi>{title}</bdi>
					</strong>{" "}
					<span className="muted small">
						{TYPES[question.interview_type]} · <Level of={question.difficulty} />
					</span>{" "}
					{question.draft && <span className="tag">{t`Draft`}</span>}
					{question.retired_at && <span className="tag">{t`Retired`}</span>}
				</span>
				<span className="row">
					<Button className="small-button" aria-label={t`Edit ${title}`} onClick={onOpen}>{t`Edit`}</Button>
					<Button
						kind="quiet"
						className="small-button"
						aria-label={question.retired_at ? t`Restore ${title}` : t`Retire ${title}`}
						busy={turn.isPending}
						onClick={() => turn.mutate(undefined)}
					>
						{question.retired_at ? t`Restore` : t`Retire`}
					</Button>
				</span>
			</div>
			<Failure error={turn.error} />
		</li>
	);
}

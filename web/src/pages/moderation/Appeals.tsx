// The appeals, and answering them.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { MEASURES } from "./words";

export function Appeals() {
	const list = usePaged(["moderation", "appeals"], (cursor) =>
		ok(api.GET("/moderation/appeals", { params: { query: from(cursor) } })),
	);
	return (
		<section className="card stack" aria-label={t`Appeals`}>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading />}
			{list.items?.length === 0 && <p className="muted">{t`No open appeals.`}</p>}
			<ul className="lines" aria-live="polite">
				{list.items?.map((appeal) => (
					<Line key={appeal.id} appeal={appeal} />
				))}
			</ul>
			<More of={list} />
		</section>
	);
}

function Line({ appeal }: { appeal: Schemas["AppealSeen"] }) {
	const { person, measure } = appeal;
	return (
		<li className="stack report">
			<div className="spread">
				<span>
					<strong>{nameOf(person)}</strong> <span className="tag">{MEASURES[measure.kind]}</span>
				</span>
				<span className="small muted">
					<Time at={appeal.created_at} />
				</span>
			</div>
			<p className="small muted">
				<Trans>
					Decided <Time at={measure.decided_at} />: {measure.text}
				</Trans>{" "}
				{appeal.report_id && <Link href={`/moderation?report=${appeal.report_id}`}>{t`The report`}</Link>}
			</p>
			<p className="own-notes" dir="auto">
				{appeal.text}
			</p>
			{appeal.may_answer ? (
				<Answer appeal={appeal} />
			) : (
				<p className="small">{t`You decided this or made the report, so another moderator answers.`}</p>
			)}
		</li>
	);
}

function Answer({ appeal }: { appeal: Schemas["AppealSeen"] }) {
	const client = useQueryClient();
	const [text, setText] = useState("");
	const answer = useMutation({
		mutationFn: (outcome: Schemas["AppealOutcome"]) =>
			ok(
				api.POST("/moderation/appeals/{appeal_id}/answer", {
					params: { path: { appeal_id: appeal.id } },
					body: { outcome, text: text.trim() },
				}),
			),
		onSuccess: () => toast(t`Appeal answered.`),
		onSettled: () => client.invalidateQueries({ queryKey: ["moderation"] }),
	});
	const lacks = text.trim() === "";
	return (
		<>
			<TextField
				label={t`Your answer to ${nameOf(appeal.person)}`}
				rows={2}
				maxLength={2000}
				value={text}
				onChange={(event) => setText(event.target.value)}
			/>
			<Failure error={answer.error} />
			<div className="row">
				<Button
					busy={answer.isPending}
					disabled={lacks}
					onClick={() => answer.mutate("uphold")}
				>{t`Let the decision stand`}</Button>
				<Button
					kind="primary"
					busy={answer.isPending}
					disabled={lacks}
					onClick={() => answer.mutate("lift")}
				>{t`Lift it`}</Button>
			</div>
		</>
	);
}

// What moderators decided about me, and my appeals. Nothing is shown as long as there is nothing.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { MEASURES, OUTCOMES } from "../moderation/words";

type Measure = Schemas["MyMeasure"];

export function Measures() {
	const { data, error, refetch } = useQuery({
		queryKey: ["measures"],
		queryFn: async () => (await ok(api.GET("/appeals"))).items,
	});
	if (!error && !data?.length) return null;
	return (
		<section className="card stack">
			<h2 id="moderation">{t`Decisions about you`}</h2>
			<Failure error={error} again={() => void refetch()} />
			<ul className="lines">
				{data?.map((one) => (
					<Line key={one.id} measure={one} />
				))}
			</ul>
		</section>
	);
}

function Line({ measure }: { measure: Measure }) {
	const { appeal } = measure;
	return (
		<li className="stack">
			<span className="row">
				<strong>{MEASURES[measure.kind]}</strong>
				<span className="small muted">
					<Time at={measure.decided_at} />
				</span>
				{measure.lifted_at && <span className="tag">{t`Lifted`}</span>}
				{measure.lasts && measure.until && (
					<span className="small">
						<Trans>
							until <Time at={measure.until} />
						</Trans>
					</span>
				)}
			</span>
			<p dir="auto">{measure.text}</p>
			{measure.kind === "restricted" && measure.lasts && (
				<p className="muted">{t`Your interviews are by text, without sound and picture.`}</p>
			)}
			{appeal && (
				<p className="small">
					<Trans>
						You appealed, <Time at={appeal.created_at} />: {appeal.text}
					</Trans>
				</p>
			)}
			{appeal?.outcome && (
				<p className="small">
					{OUTCOMES[appeal.outcome]} <bdi>{appeal.answer}</bdi>
				</p>
			)}
			{!appeal && !measure.lifted_at && <Appeal measureId={measure.id} />}
		</li>
	);
}

function Appeal({ measureId }: { measureId: number }) {
	const client = useQueryClient();
	const [isOpen, setOpen] = useState(false);
	const [text, setText] = useState("");
	const send = useMutation({
		mutationFn: () => ok(api.POST("/appeals", { body: { measure_id: measureId, text: text.trim() } })),
		onSuccess: () => toast(t`Your appeal was sent. You will be notified of the answer.`),
		onSettled: () => client.invalidateQueries({ queryKey: ["measures"] }),
	});
	if (!isOpen) {
		return (
			<div>
				<Button className="small-button" onClick={() => setOpen(true)}>{t`Appeal`}</Button>
			</div>
		);
	}
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!send.isPending) send.mutate();
			}}
		>
			<TextField
				label={t`Why is this decision wrong?`}
				hint={t`You can appeal once. Another moderator reads it, where there is one.`}
				required
				maxLength={2000}
				value={text}
				onChange={(event) => setText(event.target.value)}
			/>
			<Failure error={send.error} />
			<div>
				<Button type="submit" kind="primary" busy={send.isPending}>{t`Send appeal`}</Button>
			</div>
		</form>
	);
}

// The feedback form. A draft stays in this browser until it is sent.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { api, ok, once } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import type { Feedback, Interview } from "../../api/queries";
import { notesOf } from "../../room/notesStorage";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { TextField } from "../../ui/Field";
import { Failure, Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { asked, bodyOf, type Draft, FINER, type Mark, useDraft } from "./draft";

const SCALE = ["1", "2", "3", "4", "5"].map((one) => [one, one] as const);

interface Props {
	interview: Interview;
	given: Feedback | null;
	notes: string;
}

export function ReviewForm({ interview, given, notes }: Props) {
	const type = interview.interview_type;
	const name = nameOf(interview.peer);
	const [draft, change, discard] = useDraft(interview.id, given);
	const [finer, setFiner] = useState(() => FINER[type].some(([key]) => draft[key]));
	const client = useQueryClient();
	const send = useMutation({
		mutationFn: () => {
			const body = bodyOf(draft, type);
			return given
				? ok(api.PATCH("/feedback/{feedback_id}", { params: { path: { feedback_id: given.id } }, body }))
				: ok(
						api.POST("/feedback/submit", {
							params: { header: once() },
							body: { interview_id: interview.id, ...body },
						}),
					);
		},
		onSuccess: () => {
			discard();
			for (const key of ["history", "progress", "notifications"]) void client.invalidateQueries({ queryKey: [key] });
		},
	});
	const written = notesOf(interview.id, notes);
	if (send.isSuccess || is(send.error, "feedback_given")) {
		return <Sent name={name} changed={given !== null} sent={send.data} />;
	}
	const marks = (rows: readonly (readonly [Mark, string, string])[], required: boolean) =>
		rows.map(([key, label, hint]) => (
			<Choice
				key={key}
				even
				required={required}
				legend={<WithHint label={label}>{hint}</WithHint>}
				options={SCALE}
				value={draft[key] ?? null}
				onChange={(value) => change({ [key]: value })}
			/>
		));
	return (
		<form
			className="stack review"
			onSubmit={(event) => {
				event.preventDefault();
				if (!send.isPending) send.mutate();
			}}
		>
			{written.text && (
				<details className="card">
					<summary>{t`Your notes`}</summary>
					<p className="own-notes">{written.text}</p>
					{!written.isSaved && <p className="small muted">{t`They couldn’t be saved and are only in this browser.`}</p>}
				</details>
			)}
			<section className="card stack review">
				<p className="small muted">{t`1 is poor, 3 meets expectations, 5 is excellent.`}</p>
				{marks(asked(type), true)}
				{finer ? (
					marks(FINER[type], false)
				) : (
					<div>
						<Button
							kind="quiet"
							className="small-button"
							onClick={() => setFiner(true)}
						>{t`Rate in more detail (optional)`}</Button>
					</div>
				)}
			</section>
			<Words draft={draft} change={change} error={send.error} />
			<section className="card">
				<Choice
					even
					required
					legend={
						<WithHint label={t`How good was the match?`}>
							{t`${name} doesn’t see this. It helps us improve matching.`}
						</WithHint>
					}
					options={SCALE}
					value={draft.good_match ?? null}
					onChange={(good_match) => change({ good_match })}
				/>
			</section>
			<Failure error={send.error} />
			<Button type="submit" kind="primary" className="large" busy={send.isPending}>
				{given ? t`Save changes` : t`Send feedback`}
			</Button>
			<p className="small muted">
				<Trans>
					Until you send your feedback, it stays in this browser. Afterward, you can edit it for 15 minutes, until you
					can both read your feedback.
				</Trans>
			</p>
		</form>
	);
}

function WithHint({ label, children }: { label: string; children: ReactNode }) {
	return (
		<>
			{label} <span className="muted rating-hint">{children}</span>
		</>
	);
}

interface WordsProps {
	draft: Draft;
	change(changes: Partial<Draft>): void;
	error: unknown;
}

function Words({ draft, change, error }: WordsProps) {
	return (
		<section className="card stack">
			<TextField
				label={t`What did they do well?`}
				required
				maxLength={4000}
				value={draft.did_well}
				onChange={(event) => change({ did_well: event.target.value })}
				error={fieldError(error, "did_well")}
			/>
			<TextField
				label={t`What could they try next time?`}
				required
				maxLength={4000}
				value={draft.to_improve}
				onChange={(event) => change({ to_improve: event.target.value })}
				error={fieldError(error, "to_improve")}
			/>
			<Choice
				required
				legend={t`Would you advance them?`}
				options={
					[
						["yes", t`Yes`],
						["no", t`Not yet`],
					] as const
				}
				value={draft.would_pass ?? null}
				onChange={(would_pass) => change({ would_pass })}
			/>
		</section>
	);
}

function Sent({ name, changed, sent }: { name: string; changed: boolean; sent: Feedback | undefined }) {
	return (
		<div className="stack">
			<Notice tone="good">
				<strong>{sent ? (changed ? t`Saved.` : t`Thank you.`) : t`You have already given this feedback.`}</strong>{" "}
				{sent?.visible
					? t`${name} has given you feedback, too. You can both read it now.`
					: t`You can read the feedback from ${name} as soon as they have given it.`}
			</Notice>
			<div className="row">
				<Link href="/history" className="button primary">{t`Go to history`}</Link>
				<Link href="/" className="button">{t`Home`}</Link>
			</div>
		</div>
	);
}

// The feedback form. A draft stays in this browser until it is sent.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { api, ok, once } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import type { Feedback, Interview } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { TextField } from "../../ui/Field";
import { Failure, Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import type { Asks } from "./asks";
import { bodyOf, missingIn } from "./draft";
import { useKeptDraft } from "./keptDraft";
import { AsInterviewee, AsInterviewer, OneMark, type PartProps } from "./Marks";

interface Props {
	interview: Interview;
	given: Feedback | null;
	asks: Asks;
}

export function ReviewForm({ interview, given, asks }: Props) {
	const name = nameOf(interview.peer);
	const [kept, draft] = useKeptDraft(interview.id, given);
	const [missing, setMissing] = useState<readonly string[]>([]);
	const send = useSending(interview, given, kept.discard);
	if (send.isSuccess || is(send.error, "feedback_given")) {
		return <Sent name={name} changed={given !== null} sent={send.data} />;
	}
	const part = { asks, name, draft, change: kept.change };
	return (
		<form
			className="stack review"
			onSubmit={(event) => {
				event.preventDefault();
				if (send.isPending) return;
				// As it is now: what was drawn last, and what was handed to the mutation then, may be a change behind.
				const now = kept.current();
				const lacks = missingIn(now, asks);
				setMissing(lacks);
				if (lacks.length === 0) send.mutate(bodyOf(now, asks));
			}}
		>
			{asks.asInterviewee && <AsInterviewee {...part} />}
			{asks.asInterviewer && <AsInterviewer {...part} />}
			<Words {...part} error={send.error} />
			<section className="card">
				<OneMark
					of="good_match"
					label={t`How good was the match?`}
					hint={t`${name} doesn’t see this. It helps us improve matching.`}
					required
					{...part}
				/>
			</section>
			<Missing names={missing} />
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

function useSending(interview: Interview, given: Feedback | null, onSent: () => void) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (body: ReturnType<typeof bodyOf>) =>
			given
				? ok(api.PATCH("/feedback/{feedback_id}", { params: { path: { feedback_id: given.id } }, body }))
				: ok(
						api.POST("/feedback/submit", {
							params: { header: once() },
							body: { interview_id: interview.id, ...body },
						}),
					),
		onSuccess: () => {
			onSent();
			for (const key of ["history", "progress", "notifications"]) void client.invalidateQueries({ queryKey: [key] });
		},
	});
}

/** What browsers check before a form is sent, for those that don't, and for blanks. */
function Missing({ names }: { names: readonly string[] }) {
	return (
		<div role="alert">
			{names.length > 0 && (
				<Notice tone="bad">
					<strong>{t`Not sent yet. This is missing:`}</strong>
					<ul>
						{names.map((name) => (
							<li key={name}>{name}</li>
						))}
					</ul>
				</Notice>
			)}
		</div>
	);
}

function Words({ asks, draft, change, error }: PartProps & { error: unknown }) {
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
			{asks.asInterviewee && (
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
			)}
		</section>
	);
}

function Sent({ name, changed, sent }: { name: string; changed: boolean; sent: Feedback | undefined }) {
	const thanks = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (!sent) return;
		// The button that had the focus is gone, and the page is as far down as the form was long.
		thanks.current?.focus({ preventScroll: true });
		thanks.current?.scrollIntoView({ block: "nearest" });
	}, [sent]);
	return (
		<div className="stack" ref={thanks} tabIndex={-1}>
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

// The feedback form. A draft stays in this browser until it is sent.
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
			void client.invalidateQueries({ queryKey: ["history"] });
			void client.invalidateQueries({ queryKey: ["progress"] });
		},
	});
	const written = notesOf(interview.id, notes);
	if (send.isSuccess || is(send.error, "feedback_given")) {
		return <Sent name={nameOf(interview.peer)} changed={given !== null} sent={send.data} />;
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
					<summary>Your notes</summary>
					<p className="own-notes">{written.text}</p>
					{!written.isSaved && <p className="small muted">They couldn’t be saved, and are in this browser only.</p>}
				</details>
			)}
			<section className="card stack review">
				<p className="small muted">1 is poor, 3 is what one would expect, 5 is excellent.</p>
				{marks(asked(type), true)}
				{finer ? (
					marks(FINER[type], false)
				) : (
					<div>
						<Button kind="quiet" className="small-button" onClick={() => setFiner(true)}>
							Say more precisely, if you like
						</Button>
					</div>
				)}
			</section>
			<Words draft={draft} change={change} error={send.error} />
			<section className="card">
				<Choice
					even
					required
					legend={<WithHint label="How well were you two matched?">Only for us; it makes matching better.</WithHint>}
					options={SCALE}
					value={draft.good_match ?? null}
					onChange={(good_match) => change({ good_match })}
				/>
			</section>
			<Failure error={send.error} />
			<Button type="submit" kind="primary" className="large" busy={send.isPending}>
				{given ? "Save the change" : "Send the feedback"}
			</Button>
			<p className="small muted">
				Until you send it, what you write stays in this browser. After that you can change it for 15 minutes, as long as
				neither of you can read the other’s.
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
				label="What did they do well?"
				required
				maxLength={4000}
				value={draft.did_well}
				onChange={(event) => change({ did_well: event.target.value })}
				error={fieldError(error, "did_well")}
			/>
			<TextField
				label="What could they try next time?"
				required
				maxLength={4000}
				value={draft.to_improve}
				onChange={(event) => change({ to_improve: event.target.value })}
				error={fieldError(error, "to_improve")}
			/>
			<Choice
				required
				legend="Would you let them pass?"
				options={
					[
						["yes", "Yes"],
						["no", "Not yet"],
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
				<strong>{sent ? (changed ? "Changed." : "Thank you.") : "You have given this feedback already."}</strong>{" "}
				{sent?.visible
					? `${name} has written theirs too: you can both read now.`
					: `You can read theirs as soon as ${name} has written it.`}
			</Notice>
			<div className="row">
				<Link href="/history" className="button primary">
					To the history
				</Link>
				<Link href="/" className="button">
					Home
				</Link>
			</div>
		</div>
	);
}

// Feedback on the peer, by rubric. The draft stays in this browser until it is sent.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useParams } from "wouter";
import { api, ok, once } from "../api/client";
import { fieldError, is } from "../api/problems";
import { type Interview, useInterview } from "../api/queries";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { TextField } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { nameOf } from "../ui/words";

const SCALE = ["1", "2", "3", "4", "5"].map((one) => [one, one] as const);
const RATINGS = [
	["communication", "Communication", "Did they think aloud, listen, and come to the point?"],
	["problem_solving", "Problem solving", "Did they ask first, compare ways, and check their result?"],
	["technical", "Technical skill", "Was the code or the design right, and simple?"],
	["overall", "Overall", "All in all."],
] as const;

type Rating = (typeof RATINGS)[number][0] | "good_match";
type Draft = Partial<Record<Rating, string>> & { did_well: string; to_improve: string; would_pass?: "yes" | "no" };

export default function Review() {
	const { id } = useParams<{ id: string }>();
	const { data: interview, error, refetch } = useInterview(id);
	if (!interview) {
		return (
			<Page title="Feedback" narrow>
				{error ? <Failure error={error} again={() => void refetch()} /> : <Loading height={400} />}
			</Page>
		);
	}
	const name = nameOf(interview.peer);
	if (interview.status !== "ended") {
		return (
			<Page title={`Feedback for ${name}`} narrow>
				<Notice tone="warn">Feedback can be given once the interview has ended.</Notice>
			</Page>
		);
	}
	return (
		<Page
			title={`Feedback for ${name}`}
			narrow
			lead={`Be kind and concrete. ${name} reads it once they have written theirs too.`}
		>
			<Form interview={interview} />
		</Page>
	);
}

function useDraft(id: string): [Draft, (changes: Partial<Draft>) => void, () => void] {
	const key = `mockmate.review.${id}`;
	const [draft, setDraft] = useState<Draft>(() => {
		const empty = { did_well: "", to_improve: "" };
		try {
			return { ...empty, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
		} catch {
			return empty;
		}
	});
	useEffect(() => localStorage.setItem(key, JSON.stringify(draft)), [key, draft]);
	return [draft, (changes) => setDraft((before) => ({ ...before, ...changes })), () => localStorage.removeItem(key)];
}

function Form({ interview }: { interview: Interview }) {
	const [draft, change, discard] = useDraft(interview.id);
	const client = useQueryClient();
	const technical = interview.interview_type === "technical";
	const asked = RATINGS.filter(([key]) => technical || (key !== "problem_solving" && key !== "technical"));
	const notes = localStorage.getItem(`mockmate.notes.${interview.id}`);
	const send = useMutation({
		mutationFn: () => {
			const mark = (key: Rating) => Number(draft[key]);
			return ok(
				api.POST("/feedback/submit", {
					params: { header: once() },
					body: {
						interview_id: interview.id,
						communication: mark("communication"),
						problem_solving: technical ? mark("problem_solving") : null,
						technical: technical ? mark("technical") : null,
						overall: mark("overall"),
						good_match: mark("good_match"),
						would_pass: draft.would_pass === "yes",
						did_well: draft.did_well.trim(),
						to_improve: draft.to_improve.trim(),
					},
				}),
			);
		},
		onSuccess: () => {
			discard();
			void client.invalidateQueries({ queryKey: ["history"] });
		},
	});
	if (send.isSuccess || is(send.error, "feedback_given")) {
		return (
			<div className="stack">
				<Notice tone="good">
					<strong>{send.isSuccess ? "Thank you." : "You have given this feedback already."}</strong>{" "}
					{send.isSuccess && send.data.visible
						? `${nameOf(interview.peer)} has written theirs too: you can both read now.`
						: `You can read theirs as soon as ${nameOf(interview.peer)} has written it.`}
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
	return (
		<form
			className="stack"
			style={{ "--gap": "20px" } as React.CSSProperties}
			onSubmit={(event) => {
				event.preventDefault();
				if (!send.isPending) send.mutate();
			}}
		>
			{notes && (
				<details className="card">
					<summary>Your notes</summary>
					<p className="own-notes">{notes}</p>
				</details>
			)}
			<section className="card stack" style={{ "--gap": "20px" } as React.CSSProperties}>
				<p className="small muted">1 is poor, 3 is what one would expect, 5 is excellent.</p>
				{asked.map(([key, label, hint]) => (
					<Choice
						key={key}
						even
						required
						legend={
							<>
								{label} <span className="muted rating-hint">{hint}</span>
							</>
						}
						options={SCALE}
						value={draft[key] ?? null}
						onChange={(value) => change({ [key]: value })}
					/>
				))}
			</section>
			<section className="card stack">
				<TextField
					label="What did they do well?"
					required
					maxLength={4000}
					value={draft.did_well}
					onChange={(event) => change({ did_well: event.target.value })}
					error={fieldError(send.error, "did_well")}
				/>
				<TextField
					label="What could they try next time?"
					required
					maxLength={4000}
					value={draft.to_improve}
					onChange={(event) => change({ to_improve: event.target.value })}
					error={fieldError(send.error, "to_improve")}
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
			<section className="card">
				<Choice
					even
					required
					legend={
						<>
							How well were you two matched?{" "}
							<span className="muted rating-hint">Only for us; it makes matching better.</span>
						</>
					}
					options={SCALE}
					value={draft.good_match ?? null}
					onChange={(good_match) => change({ good_match })}
				/>
			</section>
			<Failure error={send.error} />
			<Button type="submit" kind="primary" className="large" busy={send.isPending}>
				Send the feedback
			</Button>
			<p className="small muted">Until you send it, what you write stays in this browser.</p>
		</form>
	);
}

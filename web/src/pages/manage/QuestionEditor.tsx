// Edits a question as Markdown: a new question, an existing one, or one from a file.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { Refused } from "../../api/problems";
import type { InterviewType } from "../../api/queries";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Failure, Notice } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import { BEGINNINGS, write } from "./markdown";

export type Start = { type: InterviewType } | { markdown: string } | { id: number };

export function QuestionEditor({ start, onClose }: { start: Start; onClose(): void }) {
	if ("id" in start) return <Existing id={start.id} onClose={onClose} />;
	const text = "type" in start ? BEGINNINGS[start.type] : start.markdown;
	return (
		<Dialog wide title={"type" in start ? t`New question` : t`Import a question`} onClose={onClose}>
			<Editor text={text} onClose={onClose} />
		</Dialog>
	);
}

function Existing({ id, onClose }: { id: number; onClose(): void }) {
	const { data, error, refetch } = useQuery({
		queryKey: ["question", id],
		queryFn: () => ok(api.GET("/questions/{question_id}", { params: { path: { question_id: id } } })),
		// The text must not be replaced during editing.
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});
	return (
		<Dialog wide title={data?.title ?? t`Question`} onClose={onClose}>
			<Failure error={error} again={() => void refetch()} />
			{!data && !error && <Loading height={340} />}
			{data?.source === "bank" && (
				<Notice>{t`This question comes from a file. Your changes last until that file changes.`}</Notice>
			)}
			{data && <Editor text={write(data)} slug={data.slug} onClose={onClose} />}
		</Dialog>
	);
}

function Editor({ text, slug, onClose }: { text: string; slug?: string; onClose(): void }) {
	const client = useQueryClient();
	const [markdown, setMarkdown] = useState(text);
	const save = useMutation({
		mutationFn: () => ok(api.POST("/questions/import", { body: { markdown } })),
		onSuccess: (question) => {
			toast(t`“${question.title}” saved.`);
			void client.invalidateQueries({ queryKey: ["questions"] });
			onClose();
		},
	});
	const named = /^slug:\s*(\S+)/m.exec(markdown)?.[1];
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!save.isPending) save.mutate();
			}}
		>
			<label className="field">
				<span>{t`Question in Markdown`}</span>
				<textarea
					className="input markdown-source"
					spellCheck={false}
					required
					maxLength={60000}
					aria-describedby="about-slug"
					value={markdown}
					onChange={(event) => setMarkdown(event.target.value)}
				/>
			</label>
			<p id="about-slug" className="small muted">
				<Trans>
					The slug identifies the question: an existing slug replaces that question, a new one adds a question.
				</Trans>
				{slug && named !== slug && (
					<strong>
						{" "}
						<Trans>You changed the slug, so “{slug}” stays as it is.</Trans>
					</strong>
				)}
			</p>
			<Faults error={save.error} />
			<DialogActions onBack={onClose} action={t`Save`} busy={save.isPending} />
		</form>
	);
}

/** All errors, each with its position in the question. */
function Faults({ error }: { error: unknown }) {
	if (!(error instanceof Refused) || error.errors.length === 0) return <Failure error={error} />;
	return (
		<div role="alert">
			<Notice tone="bad">
				<strong>{t`This question can’t be saved:`}</strong>
				<ul>
					{error.errors.map((one) => (
						<li key={`${one.pointer}${one.detail}`}>
							{place(one.pointer)}
							{one.detail}
						</li>
					))}
				</ul>
			</Notice>
		</div>
	);
}

function place(pointer: string): string {
	const path = pointer
		.replace(/^#\/(markdown\/?)?/, "")
		.replaceAll("/", " ")
		.replaceAll("_", " ");
	return path ? `${path}: ` : "";
}

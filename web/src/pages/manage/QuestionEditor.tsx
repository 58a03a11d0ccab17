// Edits a question as Markdown: a new one from the start of its kind, or an existing one.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, ok } from "../../api/client";
import { Markdown } from "../../room/question/Markdown";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Select } from "../../ui/Field";
import { Failure, Notice } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import { Faults } from "./questions/Faults";
import { ABOUT, KIND_OPTIONS, type Kind, STARTS } from "./starts";

export type Start = "new" | { id: number };

/** As many characters as the server takes. */
const LONGEST = 200_000;

interface Props {
	/** The group whose question it is; for everyone without one. */
	group?: number | undefined;
	onClose(): void;
}

export function QuestionEditor({ start, ...rest }: Props & { start: Start }) {
	return start === "new" ? <New {...rest} /> : <Existing id={start.id} {...rest} />;
}

function New({ group, onClose }: Props) {
	const [kind, setKind] = useState<Kind>("function");
	const { changed, onChanged, close, asked } = useClosing(onClose);
	return (
		<Dialog wide title={t`New question`} onClose={close}>
			<Select
				label={t`Kind`}
				hint={changed ? t`To choose another kind, change the line “kind:” in the text.` : ABOUT[kind]}
				value={kind}
				onChange={(value) => !changed && setKind(value as Kind)}
				options={changed ? KIND_OPTIONS.filter(([one]) => one === kind) : KIND_OPTIONS}
			/>
			<Editor key={kind} group={group} text={STARTS[kind]} onChanged={onChanged} onSaved={onClose} onBack={close} />
			{asked}
		</Dialog>
	);
}

async function read(id: number, group: number | undefined) {
	if (group === undefined) {
		const params = { path: { question_id: id } };
		return Promise.all([
			ok(api.GET("/questions/{question_id}", { params })),
			ok(api.GET("/questions/{question_id}/markdown", { params, parseAs: "text" })),
		]);
	}
	const params = { path: { group_id: group, group_question_id: id } };
	return Promise.all([
		ok(api.GET("/groups/{group_id}/questions/{group_question_id}", { params })),
		ok(api.GET("/groups/{group_id}/questions/{group_question_id}/markdown", { params, parseAs: "text" })),
	]);
}

function save(markdown: string, group: number | undefined) {
	const body = { markdown };
	return group === undefined
		? ok(api.POST("/questions/import", { body }))
		: ok(api.POST("/groups/{group_id}/questions/import", { body, params: { path: { group_id: group } } }));
}

function Existing({ id, group, onClose }: Props & { id: number }) {
	const { data, error, refetch } = useQuery({
		queryKey: ["question", id],
		queryFn: async () => {
			const [question, text] = await read(id, group);
			return { question, text };
		},
		// The text must not be replaced during editing.
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});
	const { onChanged, close, asked } = useClosing(onClose);
	return (
		<Dialog wide title={data?.question.title ?? t`Question`} onClose={close}>
			<Failure error={error} again={() => void refetch()} />
			{!data && !error && <Loading height={340} />}
			{data?.question.source === "bank" && (
				<Notice>{t`This question comes from a file. Your changes last until that file changes.`}</Notice>
			)}
			{data && (
				<Editor
					group={group}
					text={data.text}
					slug={data.question.slug}
					onChanged={onChanged}
					onSaved={onClose}
					onBack={close}
				/>
			)}
			{asked}
		</Dialog>
	);
}

/** Asks before changes are lost, whether by Back, Escape, or the back gesture of a phone. */
function useClosing(onClose: () => void) {
	const [changed, setChanged] = useState(false);
	const [isAsked, setAsked] = useState(false);
	return {
		changed,
		onChanged: () => setChanged(true),
		close: () => (changed ? setAsked(true) : onClose()),
		asked: isAsked && (
			<Dialog title={t`Discard your changes?`} onClose={() => setAsked(false)}>
				<p>{t`The question stays as it was saved last.`}</p>
				<DialogActions
					onBack={() => setAsked(false)}
					back={t`Keep editing`}
					action={t`Discard`}
					kind="danger"
					busy={false}
					onAction={onClose}
				/>
			</Dialog>
		),
	};
}

interface EditorProps {
	group: number | undefined;
	text: string;
	slug?: string;
	onChanged(): void;
	onSaved(): void;
	onBack(): void;
}

function Editor({ group, text, slug, onChanged, onSaved, onBack }: EditorProps) {
	const client = useQueryClient();
	const [markdown, setMarkdown] = useState(text);
	const [shown, setShown] = useState(false);
	const field = useRef<HTMLTextAreaElement>(null);
	const saving = useMutation({
		mutationFn: () => save(markdown, group),
		onSuccess: (question) => {
			toast(question.draft ? t`“${question.title}” saved as a draft.` : t`“${question.title}” saved.`);
			for (const key of ["questions", "groups"]) void client.invalidateQueries({ queryKey: [key] });
			onSaved();
		},
	});
	const named = /^slug:\s*(\S+)/m.exec(markdown)?.[1];
	const select = (from: number, to: number) => {
		setShown(false);
		field.current?.focus();
		field.current?.setSelectionRange(from, to);
	};
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!saving.isPending) saving.mutate();
			}}
		>
			<label className="field" hidden={shown}>
				<span>{t`Question in Markdown`}</span>
				<textarea
					dir="auto"
					ref={field}
					className="input markdown-source"
					spellCheck={false}
					required
					maxLength={LONGEST}
					aria-describedby="about-slug"
					value={markdown}
					onChange={(event) => {
						setMarkdown(event.target.value);
						onChanged();
					}}
				/>
			</label>
			{shown && (
				<section className="markdown-preview" aria-label={t`Preview`}>
					<Markdown text={markdown.replace(/^---\n[\s\S]*?\n---\n/, "")} />
				</section>
			)}
			<div>
				<Button className="small-button" aria-pressed={shown} onClick={() => setShown(!shown)}>{t`Preview`}</Button>
			</div>
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
			<Faults error={saving.error} markdown={markdown} onSelect={select} />
			<DialogActions onBack={onBack} action={t`Save`} busy={saving.isPending} />
		</form>
	);
}

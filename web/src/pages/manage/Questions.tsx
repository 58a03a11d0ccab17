// The question bank: search, read, add, change, import, retire, and restore questions.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { inWords } from "../../api/problems";
import type { Difficulty, InterviewType } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { useLater } from "../../ui/useLater";
import { LEVELS, Level, TYPE_OPTIONS, TYPES } from "../../ui/words";
import { QuestionEditor, type Start } from "./QuestionEditor";

type Summary = Schemas["QuestionSummary"];
type State = "asked" | "retired" | "all";

export default function Questions() {
	const [words, setWords] = useState("");
	const [type, setType] = useState<InterviewType | "">("");
	const [difficulty, setDifficulty] = useState<Difficulty | "">("");
	const [state, setState] = useState<State>("asked");
	const [start, setStart] = useState<Start | null>(null);
	const q = useLater(words.trim());
	const query = {
		...(q && { q }),
		...(type && { interview_type: type }),
		...(difficulty && { difficulty }),
		...(state !== "all" && { retired: state === "retired" }),
	};
	const list = usePaged(["questions", query], (cursor) =>
		ok(api.GET("/questions", { params: { query: { ...query, ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label={t`Questions`}>
			<div className="row">
				<Button kind="primary" onClick={() => setStart({ type: "technical" })}>{t`New technical question`}</Button>
				<Button onClick={() => setStart({ type: "behavioral" })}>{t`New behavioral question`}</Button>
				<FromFile onRead={(markdown) => setStart({ markdown })} />
			</div>
			<div className="form-grid">
				<Field
					label={t`Search`}
					type="search"
					placeholder={t`Slug, title, or prompt`}
					maxLength={100}
					value={words}
					onChange={(event) => setWords(event.target.value)}
				/>
				<Select
					label={t`Type`}
					value={type}
					onChange={(value) => setType(value as InterviewType | "")}
					options={[["", t`Both`], ...TYPE_OPTIONS]}
				/>
				<Select
					label={t`Level`}
					value={difficulty}
					onChange={(value) => setDifficulty(value as Difficulty | "")}
					options={[["", t`Any`], ...Object.entries(LEVELS)]}
				/>
				<Select
					label={t`State`}
					value={state}
					onChange={(value) => setState(value as State)}
					options={[
						["asked", t`In use`],
						["retired", t`Retired`],
						["all", t`All`],
					]}
				/>
			</div>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={300} />}
			<div aria-live="polite">
				{list.items?.length === 0 && <p className="muted">{t`No questions match these filters.`}</p>}
				<ul className="lines">
					{list.items?.map((one) => (
						<Line key={one.id} question={one} onEdit={() => setStart({ id: one.id })} />
					))}
				</ul>
			</div>
			<More of={list} />
			{start && <QuestionEditor start={start} onClose={() => setStart(null)} />}
		</section>
	);
}

/** Lets the user review a file's text before sending it. */
function FromFile({ onRead }: { onRead(markdown: string): void }) {
	return (
		<label className="button file-button">
			{t`Import a Markdown file`}
			<input
				type="file"
				accept=".md,.markdown,text/markdown,text/plain"
				onChange={(event) => {
					const file = event.target.files?.[0];
					event.target.value = "";
					void file?.text().then(onRead, () => toast(t`This file could not be read.`));
				}}
			/>
		</label>
	);
}

function Line({ question, onEdit }: { question: Summary; onEdit(): void }) {
	const client = useQueryClient();
	const params = { path: { question_id: question.id } };
	const change = useMutation({
		mutationFn: () =>
			ok(
				question.retired_at
					? api.POST("/questions/{question_id}/restore", { params })
					: api.POST("/questions/{question_id}/retire", { params }),
			),
		onSuccess: () =>
			toast(question.retired_at ? t`“${question.title}” is in use again.` : t`“${question.title}” is retired.`),
		onError: (error) => toast(inWords(error)),
		onSettled: () => client.invalidateQueries({ queryKey: ["questions"] }),
	});
	return (
		<li className="spread">
			<div className="stack person">
				<span className="row">
					<strong>{question.title}</strong>
					{question.retired_at && <span className="tag">{t`Retired`}</span>}
				</span>
				<span className="small muted">
					{TYPES[question.interview_type]} · <Level of={question.difficulty} /> ·{" "}
					{question.tags.map((tag) => tag.replaceAll("-", " ")).join(", ")} ·{" "}
					{question.source === "bank" ? t`from a file` : t`added here`} ·{" "}
					<Trans>
						changed <Time at={question.updated_at} />
					</Trans>
				</span>
			</div>
			<div className="row">
				<Button className="small-button" aria-label={t`Open ${question.title}`} onClick={onEdit}>{t`Open`}</Button>
				<Button
					kind="quiet"
					className="small-button"
					aria-label={question.retired_at ? t`Restore ${question.title}` : t`Retire ${question.title}`}
					busy={change.isPending}
					onClick={() => change.mutate()}
				>
					{question.retired_at ? t`Restore` : t`Retire`}
				</Button>
			</div>
		</li>
	);
}

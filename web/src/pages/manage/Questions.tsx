// The question bank with its figures: search, sort, add, change, publish, retire, and restore questions.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { inWords } from "../../api/problems";
import type { Difficulty, InterviewType } from "../../api/queries";
import { Button } from "../../ui/Button";
import { download } from "../../ui/download";
import { Field, Select } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import { useLater } from "../../ui/useLater";
import { LEVELS, TYPE_OPTIONS } from "../../ui/words";
import { QuestionEditor, type Start } from "./QuestionEditor";
import { QuestionTable } from "./questions/QuestionTable";
import type { Sorting } from "./questions/sorting";
import { KIND_OPTIONS, type Kind } from "./starts";
import "../../styles/bank.css";

const STATES = {
	asked: { retired: false, draft: false },
	drafts: { retired: false, draft: true },
	retired: { retired: true },
	all: {},
};
type State = keyof typeof STATES;

interface Filter {
	words: string;
	type: InterviewType | "";
	kind: Kind | "";
	difficulty: Difficulty | "";
	state: State;
}

const NO_FILTER: Filter = { words: "", type: "", kind: "", difficulty: "", state: "asked" };

export default function Questions() {
	const [filter, setFilter] = useState(NO_FILTER);
	const [sorting, setSorting] = useState<Sorting | null>(null);
	const [start, setStart] = useState<Start | null>(null);
	const q = useLater(filter.words.trim());
	const query = {
		...(q && { q }),
		...(filter.type && { interview_type: filter.type }),
		...(filter.kind && { kind: filter.kind }),
		...(filter.difficulty && { difficulty: filter.difficulty }),
		...STATES[filter.state],
		...sorting,
	};
	const list = usePaged(["questions", query], (cursor) =>
		ok(api.GET("/questions/figures", { params: { query: { ...query, ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label={t`Questions`}>
			<div className="row">
				<Button kind="primary" onClick={() => setStart("new")}>{t`New question`}</Button>
				<Link href="/manage/import" className="button">{t`Import`}</Link>
				<Export />
			</div>
			<Filters filter={filter} onChange={setFilter} />
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={300} />}
			<div aria-live="polite">
				{list.items?.length === 0 && <p className="muted">{t`No questions match these filters.`}</p>}
			</div>
			{list.items && list.items.length > 0 && (
				<QuestionTable questions={list.items} sorting={sorting} onSort={setSorting} onOpen={(id) => setStart({ id })} />
			)}
			<More of={list} />
			{start && <QuestionEditor start={start} onClose={() => setStart(null)} />}
		</section>
	);
}

function Filters({ filter, onChange }: { filter: Filter; onChange(filter: Filter): void }) {
	const change = (changes: Partial<Filter>) => onChange({ ...filter, ...changes });
	return (
		<div className="form-grid">
			<Field
				label={t`Search`}
				type="search"
				placeholder={t`Slug, title, or prompt`}
				maxLength={100}
				value={filter.words}
				onChange={(event) => change({ words: event.target.value })}
			/>
			<Select
				label={t`Type`}
				value={filter.type}
				onChange={(type) => change({ type: type as Filter["type"] })}
				options={[["", t`Both`], ...TYPE_OPTIONS]}
			/>
			<Select
				label={t`Kind`}
				value={filter.kind}
				onChange={(kind) => change({ kind: kind as Filter["kind"] })}
				options={[["", t`Any`], ...KIND_OPTIONS]}
			/>
			<Select
				label={t`Level`}
				value={filter.difficulty}
				onChange={(difficulty) => change({ difficulty: difficulty as Filter["difficulty"] })}
				options={[["", t`Any`], ...Object.entries(LEVELS)]}
			/>
			<Select
				label={t`State`}
				value={filter.state}
				onChange={(state) => change({ state: state as State })}
				options={[
					["asked", t`In use`],
					["drafts", t`Drafts`],
					["retired", t({ message: "Retired", context: "several" })],
					["all", t`All`],
				]}
			/>
		</div>
	);
}

/** Saves all questions as Markdown files in a zip, which can be imported again. */
function Export() {
	const save = useMutation({
		mutationFn: () => ok(api.GET("/questions/export", { parseAs: "blob" })),
		onSuccess: (zip) => download("questions.zip", "application/zip", zip as unknown as Blob),
		onError: (error) => toast(inWords(error)),
	});
	return <Button busy={save.isPending} onClick={() => save.mutate()}>{t`Export all`}</Button>;
}

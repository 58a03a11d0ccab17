// Imports questions from files or folders: choose or drop, look at what would come of it, then take them.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Button } from "../../ui/Button";
import { download } from "../../ui/download";
import { Select } from "../../ui/Field";
import { Failure, Notice } from "../../ui/Notice";
import { DropZone } from "./import/DropZone";
import { FormatHelp } from "./import/FormatHelp";
import type { Chosen } from "./import/files";
import { Preview } from "./import/Preview";
import { asCsv, countOf, type Report, summary, taken } from "./import/report";
import { type Format, send } from "./import/upload";
import "../../styles/bank.css";
import { list } from "../../ui/locale";

const FORMATS: readonly (readonly [Format, string])[] = [
	["auto", t`Recognize it`],
	["ours", t`Questions in our Markdown`],
	["exercism", t`Exercism problem specifications`],
	["kattis", t`Kattis or ICPC problem packages`],
	["leetcode", t`A LeetCode-like list (JSON or JSON Lines)`],
	["markdown-list", t`A Markdown list of questions`],
	["csv", t`CSV, one question a row`],
];

interface Wish {
	files: readonly Chosen[];
	format: Format;
	replaceEdited: boolean;
}

const NOTHING: Wish = { files: [], format: "auto", replaceEdited: false };

export default function Import() {
	const client = useQueryClient();
	const [wish, setWish] = useState(NOTHING);
	const [skipRefused, setSkipRefused] = useState(false);
	const check = useMutation({
		mutationFn: (now: Wish) => send(now.files, { ...now, dryRun: true, skipRefused: false }),
	});
	const take = useMutation({
		mutationFn: () => send(wish.files, { ...wish, dryRun: false, skipRefused }),
		onSuccess: () => client.invalidateQueries({ queryKey: ["questions"] }),
	});
	const look = (changes: Partial<Wish>) => {
		const now = { ...wish, ...changes };
		take.reset();
		setSkipRefused(false);
		setWish(now);
		if (now.files.length > 0) check.mutate(now);
	};
	const { files } = wish;
	const report = take.data ?? check.data;
	const busy = check.isPending || take.isPending;
	return (
		<div className="stack wide-gap">
			<section className="card stack" aria-labelledby="files-heading">
				<div className="spread">
					<h2 id="files-heading">{t`Choose files`}</h2>
					<Link href="/manage/questions">{t`Back to the questions`}</Link>
				</div>
				<p className="muted">{t`You see what would come of them before anything is stored.`}</p>
				<DropZone onFiles={(chosen) => look({ files: chosen })} />
				<div className="form-grid">
					<Select
						label={t`Format`}
						value={wish.format}
						onChange={(value) => look({ format: value as Format })}
						options={FORMATS}
					/>
				</div>
				<label className="check">
					<input
						type="checkbox"
						checked={wish.replaceEdited}
						onChange={(event) => look({ replaceEdited: event.target.checked })}
					/>
					{t`Also replace questions that were written or edited here, or are of the bank`}
				</label>
				<p role="status">
					{files.length > 0 && plural(files.length, { one: "# file chosen.", other: "# files chosen." })}{" "}
					{check.isPending && t`Looking through them …`}
					{take.isPending && t`Importing …`}
				</p>
				<Failure error={check.error} again={() => check.mutate(wish)} />
			</section>
			{report && !check.isPending && (
				<section className="card stack" aria-labelledby="report-heading">
					<h2 id="report-heading">{headingOf(report)}</h2>
					<Summary report={report} />
					{!report.written && (
						<Take report={report} skip={skipRefused} onSkip={setSkipRefused} busy={busy} onTake={take.mutate} />
					)}
					<Failure error={take.error} />
					<Preview items={report.items} />
				</section>
			)}
			<FormatHelp open={files.length === 0} />
		</div>
	);
}

function headingOf(report: Report): string {
	if (report.dry_run) return t`What would be imported`;
	return report.written ? t`What was imported` : t`Nothing was imported`;
}

function Summary({ report }: { report: Report }) {
	const names: Record<string, string> = Object.fromEntries(FORMATS);
	const format = list(report.format.split(", ").map((name) => names[name] ?? name));
	return (
		<>
			<div className="spread">
				<p role="status">
					<strong>{summary(report)}</strong> <Trans>Format: {format}.</Trans>
				</p>
				<Button
					className="small-button"
					onClick={() => download("import-report.csv", "text/csv", asCsv(report))}
				>{t`Download the report`}</Button>
			</div>
			{report.notes.length > 0 && (
				<Notice tone="warn">
					<ul className="bullets">
						{report.notes.map((note) => (
							<li key={note}>{note}</li>
						))}
					</ul>
				</Notice>
			)}
		</>
	);
}

interface TakeProps {
	report: Report;
	skip: boolean;
	onSkip(skip: boolean): void;
	busy: boolean;
	onTake(): void;
}

/** The one action. All or none: what is refused has to be left out on purpose. */
function Take({ report, skip, onSkip, busy, onTake }: TakeProps) {
	const count = taken(report);
	const refused = countOf(report, "refused");
	const blocked = refused > 0 && !skip;
	if (count === 0) return <p>{t`There is nothing to import.`}</p>;
	return (
		<div className="stack">
			{refused > 0 && (
				<label className="check">
					<input type="checkbox" checked={skip} onChange={(event) => onSkip(event.target.checked)} />
					{plural(refused, { one: "Leave out the refused one", other: "Leave out the # refused ones" })}
				</label>
			)}
			<div className="row">
				<Button kind="primary" disabled={blocked} busy={busy} onClick={onTake}>
					{plural(count, { one: "Import # question", other: "Import # questions" })}
				</Button>
				{blocked && <span className="muted small">{t`All or none: mend what is refused, or leave it out.`}</span>}
			</div>
		</div>
	);
}

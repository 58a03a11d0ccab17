// Imports questions from files or folders: choose or drop, look at what would come of it, then take them.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
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

const FORMATS: readonly (readonly [Format, string])[] = [
	["auto", t`Recognize it`],
	["ours", t`Questions in our Markdown`],
	["exercism", t`Exercism problem specifications`],
	["kattis", t`Kattis or ICPC problem packages`],
	["leetcode", t`A LeetCode-like list (JSON or JSON Lines)`],
	["markdown-list", t`A Markdown list of questions`],
	["csv", t`CSV, one question a row`],
];

export default function Import() {
	const client = useQueryClient();
	const [files, setFiles] = useState<Chosen[]>([]);
	const [format, setFormat] = useState<Format>("auto");
	const [skipRefused, setSkipRefused] = useState(false);
	const latest = useRef(0);
	const check = useMutation({
		mutationFn: async (wish: { files: Chosen[]; format: Format }) => {
			latest.current += 1;
			const mine = latest.current;
			const report = await send(wish.files, { format: wish.format, dryRun: true, skipRefused: false });
			return mine === latest.current ? report : null;
		},
	});
	const take = useMutation({
		mutationFn: () => send(files, { format, dryRun: false, skipRefused }),
		onSuccess: () => client.invalidateQueries({ queryKey: ["questions"] }),
	});
	const look = (wish: { files: Chosen[]; format: Format }) => {
		take.reset();
		setSkipRefused(false);
		setFiles(wish.files);
		setFormat(wish.format);
		if (wish.files.length > 0) check.mutate(wish);
	};
	const report = take.data ?? check.data;
	return (
		<div className="stack wide-gap">
			<section className="card stack" aria-labelledby="files-heading">
				<div className="spread">
					<h2 id="files-heading">{t`Import questions`}</h2>
					<Link href="/manage/questions">{t`Back to the questions`}</Link>
				</div>
				<p className="muted">{t`Nothing is stored before you have seen what would come of it.`}</p>
				<DropZone onFiles={(chosen) => look({ files: chosen, format })} />
				<Select
					label={t`Format`}
					value={format}
					onChange={(value) => look({ files, format: value as Format })}
					options={FORMATS}
				/>
				<p role="status">
					{files.length > 0 && plural(files.length, { one: "# file chosen.", other: "# files chosen." })}{" "}
					{check.isPending && t`Looking through them …`}
					{take.isPending && t`Importing …`}
				</p>
				<Failure error={check.error} again={() => check.mutate({ files, format })} />
			</section>
			{files.length > 0 && report && !check.isPending && (
				<section className="card stack" aria-labelledby="report-heading">
					<h2 id="report-heading">{take.data ? t`What was imported` : t`What would be imported`}</h2>
					<Summary report={report} />
					{!take.data && (
						<Take
							report={report}
							skip={skipRefused}
							onSkip={setSkipRefused}
							busy={take.isPending}
							onTake={take.mutate}
						/>
					)}
					<Failure error={take.error} />
					<Preview items={report.items} />
				</section>
			)}
			<FormatHelp open={files.length === 0} />
		</div>
	);
}

function Summary({ report }: { report: Report }) {
	const format = FORMATS.find(([key]) => key === report.format)?.[1] ?? report.format;
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
					<ul>
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

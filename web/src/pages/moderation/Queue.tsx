// The reports, the most severe first, and of these the oldest.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Choice } from "../../ui/Choice";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { REASONS } from "../../ui/words";
import { RESOLUTIONS, SEVERITIES } from "./words";

const WHICH = [
	["open", t`Open`],
	["decided", t`Decided`],
] as const;

export function Queue() {
	const [show, setShow] = useState<"open" | "decided">("open");
	const list = usePaged(["moderation", "reports", show], (cursor) =>
		ok(api.GET("/moderation/reports", { params: { query: { open: show === "open", ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label={t`Reports`}>
			<Choice legend={t`Reports to show`} hideLegend options={WHICH} value={show} onChange={setShow} />
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading />}
			{list.items?.length === 0 && (
				<p className="muted">{show === "open" ? t`No open reports.` : t`No decided reports yet.`}</p>
			)}
			<ul className="lines" aria-live="polite">
				{list.items?.map((report) => (
					<Line key={report.id} report={report} />
				))}
			</ul>
			<More of={list} />
		</section>
	);
}

function Line({ report }: { report: Schemas["QueuedReport"] }) {
	const [severity, tone] = SEVERITIES[report.severity];
	return (
		<li className="stack report">
			<div className="spread">
				<span className="row">
					<Link href={`/moderation?report=${report.id}`}>
						<Trans>
							{REASONS[report.reason]}: {nameOf(report.subject)}
						</Trans>
					</Link>
					<span className={`tag ${tone}`}>{severity}</span>
					{report.has_evidence && <span className="tag">{t`Evidence`}</span>}
					{report.open_about_subject > 1 && (
						<span className="tag warn">
							{plural(report.open_about_subject, { one: "# open report", other: "# open reports" })}
						</span>
					)}
					{report.resolution && <span className="tag">{RESOLUTIONS[report.resolution]}</span>}
				</span>
				<span className="small muted">
					<Trans>
						Reported by {nameOf(report.reporter)}, <Time at={report.created_at} />
					</Trans>
					{report.first_answer_at === null && <> · {t`not looked at yet`}</>}
				</span>
			</div>
			{report.text && (
				<p className="own-notes" dir="auto">
					{report.text}
				</p>
			)}
		</li>
	);
}

// What people found wrong with questions, and what was done about it.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../../api/client";
import { from, usePaged } from "../../../api/paged";
import { Button } from "../../../ui/Button";
import { TextField } from "../../../ui/Field";
import { Failure } from "../../../ui/Notice";
import { nameOf } from "../../../ui/names";
import { QUESTION_REASONS } from "../../../ui/ReportQuestion";
import { Time } from "../../../ui/Time";
import { toast } from "../../../ui/Toasts";
import { ReportList } from "../ReportList";

type Report = Schemas["QuestionReportOut"];
type Resolution = Schemas["QuestionReportResolution"];

const RESOLVED: Record<Resolution, string> = {
	changed: t`Question changed`,
	retired: t`Question retired`,
	dismissed: t`Dismissed`,
};

export function QuestionReports({ show, question }: { show: "open" | "resolved"; question: number | null }) {
	const query = { open: show === "open", ...(question && { question_id: question }) };
	const list = usePaged(["question-reports", query], (cursor) =>
		ok(api.GET("/questions/reports", { params: { query: { ...query, ...from(cursor) } } })),
	);
	return (
		<>
			{question && (
				<p>
					{t`Only reports on one question.`}{" "}
					<a href="/manage/reports?about=questions">{t`Show those on all questions`}</a>
				</p>
			)}
			<ReportList list={list} show={show} line={(report) => <Line key={report.id} report={report} />} />
		</>
	);
}

function Line({ report }: { report: Report }) {
	const { question, reporter } = report;
	return (
		<li className="stack report">
			<div className="spread">
				<span>
					<strong>
						<bdi>{question.title}</bdi>
					</strong>{" "}
					<span className="tag">{QUESTION_REASONS[report.reason]}</span>
				</span>
				<span className="small muted">
					{report.was_asked ? t`Was asked it` : t`Asked it`}
					{": "}
					{reporter ? (
						<Link href={`/manage/people?q=${reporter.id}`}>{nameOf(reporter)}</Link>
					) : (
						t`somebody whose account is deleted`
					)}
					, <Time at={report.created_at} />
				</span>
			</div>
			{report.text && (
				<p className="own-notes" dir="auto">
					{report.text}
				</p>
			)}
			{report.resolution && report.resolved_at ? (
				<p className="small muted">
					<Trans>
						{RESOLVED[report.resolution]}, <Time at={report.resolved_at} />. <bdi>{report.note}</bdi>
					</Trans>
				</p>
			) : (
				<Decide report={report} />
			)}
		</li>
	);
}

function Decide({ report }: { report: Report }) {
	const client = useQueryClient();
	const [note, setNote] = useState("");
	const resolve = useMutation({
		mutationFn: (resolution: Resolution) =>
			ok(
				api.POST("/questions/reports/{question_report_id}/resolve", {
					params: { path: { question_report_id: report.id } },
					body: { resolution, note: note.trim() || null },
				}),
			),
		onSuccess: () => toast(t`Report resolved.`),
		onSettled: async () => {
			await client.invalidateQueries({ queryKey: ["question-reports"] });
			await client.invalidateQueries({ queryKey: ["questions"] });
		},
	});
	return (
		<>
			<TextField
				label={t`Note for other administrators`}
				rows={1}
				maxLength={2000}
				value={note}
				onChange={(event) => setNote(event.target.value)}
			/>
			<Failure error={resolve.error} />
			<div className="row">
				<Button busy={resolve.isPending} onClick={() => resolve.mutate("changed")}>{t`I changed the question`}</Button>
				<Button busy={resolve.isPending} onClick={() => resolve.mutate("retired")}>{t`I retired it`}</Button>
				<Button busy={resolve.isPending} onClick={() => resolve.mutate("dismissed")}>{t`Dismiss`}</Button>
			</div>
		</>
	);
}

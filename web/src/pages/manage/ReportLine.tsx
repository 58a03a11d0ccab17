// One report: the person reported, the reason, and the possible actions.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { REASONS } from "../../ui/words";
import { SuspendDialog } from "./SuspendDialog";

type Report = Schemas["ReportOut"];

const RESOLVED: Record<Schemas["Resolution"], string> = {
	dismissed: t`Dismissed`,
	warned: t`Warned`,
	restricted: t`Restricted`,
	suspended: t`Suspended`,
};

export function ReportLine({ report }: { report: Report }) {
	return (
		<li className="stack report">
			<div className="spread">
				<span>
					<Link href={`/manage/people?q=${report.subject.id}`}>{nameOf(report.subject)}</Link>{" "}
					<span className="tag">{REASONS[report.reason]}</span>
				</span>
				<span className="small muted">
					<Trans>
						Reported by <Link href={`/manage/people?q=${report.reporter.id}`}>{nameOf(report.reporter)}</Link>,{" "}
						<Time at={report.created_at} />
					</Trans>
				</span>
			</div>
			<p className="own-notes" dir="auto">
				{report.text}
			</p>
			{report.resolution && report.resolved_at ? (
				<p className="small muted">
					{RESOLVED[report.resolution]}, <Time at={report.resolved_at} />. <bdi>{report.note}</bdi>
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
	const [suspending, setSuspending] = useState(false);
	const resolve = useMutation({
		mutationFn: (resolution: Schemas["Resolution"]) =>
			ok(
				api.POST("/admin/reports/{report_id}/resolve", {
					params: { path: { report_id: report.id } },
					body: { resolution, note: note.trim() || null },
				}),
			),
		onSuccess: () => toast(t`Report resolved.`),
		onSettled: () => client.invalidateQueries({ queryKey: ["reports"] }),
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
				<Button busy={resolve.isPending} onClick={() => resolve.mutate("dismissed")}>{t`Dismiss`}</Button>
				<Button busy={resolve.isPending} onClick={() => resolve.mutate("warned")}>{t`Mark as warned`}</Button>
				<Button kind="danger" busy={resolve.isPending} onClick={() => setSuspending(true)}>
					<Trans>Suspend {nameOf(report.subject)}</Trans>
				</Button>
			</div>
			{suspending && (
				<SuspendDialog
					person={report.subject}
					onClose={() => setSuspending(false)}
					onDone={() => resolve.mutate("suspended")}
				/>
			)}
		</>
	);
}

// The reports on people and feedback, and their outcomes.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Choice } from "../../ui/Choice";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { ReportLine } from "./ReportLine";

const WHICH = [
	["open", t`Open`],
	["resolved", t`Resolved`],
] as const;

export default function Reports() {
	const [show, setShow] = useState<"open" | "resolved">("open");
	const list = usePaged(["reports", show], (cursor) =>
		ok(api.GET("/admin/reports", { params: { query: { open: show === "open", ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label={t`Reports`}>
			<Choice legend={t`Reports to show`} hideLegend options={WHICH} value={show} onChange={setShow} />
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading />}
			{list.items?.length === 0 && (
				<p className="muted">{show === "open" ? t`No open reports.` : t`No resolved reports yet.`}</p>
			)}
			<ul className="lines" aria-live="polite">
				{list.items?.map((report) => (
					<ReportLine key={report.id} report={report} />
				))}
			</ul>
			<More of={list} label={t`Show earlier reports`} />
		</section>
	);
}

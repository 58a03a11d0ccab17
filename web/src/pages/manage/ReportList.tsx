// A list of reports, on people or on questions: those that are open, or those that are resolved.
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { usePaged } from "../../api/paged";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";

interface Props<T> {
	list: ReturnType<typeof usePaged<T, { items: T[]; next_cursor: string | null }>>;
	show: "open" | "resolved";
	line(report: T): ReactNode;
}

export function ReportList<T>({ list, show, line }: Props<T>) {
	return (
		<>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading />}
			{list.items?.length === 0 && (
				<p className="muted">{show === "open" ? t`No open reports.` : t`No resolved reports yet.`}</p>
			)}
			<ul className="lines" aria-live="polite">
				{list.items?.map(line)}
			</ul>
			<More of={list} label={t`Show earlier reports`} />
		</>
	);
}

// The audit log: logins, refused logins, and changes to accounts.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Select } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { TableScroll } from "../../ui/TableScroll";
import { Time } from "../../ui/Time";
import { AUDIT_KINDS, type AuditKind } from "./auditKinds";

export default function Log() {
	const [kind, setKind] = useState<AuditKind | "">("");
	const list = usePaged(["log", kind], (cursor) =>
		ok(api.GET("/admin/audit", { params: { query: { limit: 50, ...(kind && { kind }), ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label={t`Audit log`}>
			<Select
				label={t`Event`}
				value={kind}
				onChange={(value) => setKind(value as AuditKind | "")}
				options={[["", t`All events`], ...Object.entries(AUDIT_KINDS)]}
			/>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={300} />}
			{list.items?.length === 0 && <p className="muted">{t`No such events.`}</p>}
			{list.items && list.items.length > 0 && (
				<TableScroll label={t`Events, newest first`}>
					<thead>
						<tr>
							<th scope="col">{t`Time`}</th>
							<th scope="col">{t`Event`}</th>
							<th scope="col">{t`By`}</th>
							<th scope="col">{t`Account`}</th>
							<th scope="col">{t`IP address`}</th>
						</tr>
					</thead>
					<tbody>
						{list.items.map((entry) => (
							<Entry key={entry.id} entry={entry} />
						))}
					</tbody>
				</TableScroll>
			)}
			<More of={list} label={t`Show earlier events`} />
		</section>
	);
}

function Entry({ entry }: { entry: Schemas["AuditOut"] }) {
	return (
		<tr>
			<td>
				<Time at={entry.at} />
			</td>
			<td>{AUDIT_KINDS[entry.kind as AuditKind] ?? entry.kind}</td>
			<td className="numbers">
				<Who id={entry.actor_id} />
			</td>
			<td className="numbers">
				<Who id={entry.subject_id} />
			</td>
			<td>{entry.address ?? "–"}</td>
		</tr>
	);
}

function Who({ id }: { id: number | null }) {
	return id === null ? (
		"–"
	) : (
		<Link href={`/manage/people?q=${id}`}>
			<Trans>#{id}</Trans>
		</Link>
	);
}

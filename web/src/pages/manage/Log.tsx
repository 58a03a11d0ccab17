// The audit log: logins, refused logins, and changes to accounts.
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

const KINDS = {
	"account.registered": "Account made",
	"login.ok": "Logged in",
	"login.failed": "Login refused",
	"login.suspended": "Login of somebody suspended",
	"login.ended": "Logged out",
	"login.refresh_reused": "Old token used again",
	"password.reset": "Password reset by mail",
	"password.changed": "Password changed",
	"role.promoted": "Made administrator",
	"role.demoted": "No administrator any more",
	"account.suspended": "Suspended",
	"account.unsuspended": "Let in again",
	"account.deleted": "Account deleted",
	"account.exported": "Data exported",
	"report.made": "Report made",
	"report.resolved": "Report resolved",
	"admin.denied": "Refused: no administrator",
} as const;

type Kind = keyof typeof KINDS;

export default function Log() {
	const [kind, setKind] = useState<Kind | "">("");
	const list = usePaged(["log", kind], (cursor) =>
		ok(api.GET("/admin/audit", { params: { query: { limit: 50, ...(kind && { kind }), ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label="Log">
			<Select
				label="What"
				value={kind}
				onChange={(value) => setKind(value as Kind | "")}
				options={[["", "Everything"], ...Object.entries(KINDS)]}
			/>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={300} />}
			{list.items?.length === 0 && <p className="muted">Nothing of this kind has happened.</p>}
			{list.items && list.items.length > 0 && (
				<TableScroll label="What was done, newest first">
					<thead>
						<tr>
							<th scope="col">When</th>
							<th scope="col">What</th>
							<th scope="col">By</th>
							<th scope="col">To</th>
							<th scope="col">From</th>
						</tr>
					</thead>
					<tbody>
						{list.items.map((entry) => (
							<Entry key={entry.id} entry={entry} />
						))}
					</tbody>
				</TableScroll>
			)}
			<More of={list} label="Show earlier ones" />
		</section>
	);
}

function Entry({ entry }: { entry: Schemas["AuditOut"] }) {
	return (
		<tr>
			<td>
				<Time at={entry.at} />
			</td>
			<td>{KINDS[entry.kind as Kind] ?? entry.kind}</td>
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
	return id === null ? "–" : <Link href={`/manage/people?q=${id}`}>no. {id}</Link>;
}

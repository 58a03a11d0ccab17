// The groups that people made: those that wait for approval first. Who is in one isn't shown here.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { isolated, nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { ArchiveDialog } from "../groups/ArchiveDialog";

type Group = Schemas["AdminGroupOut"];

const KEY = ["admin-groups"];
const FILTERS = [
	["waiting", t`Waiting for approval`],
	["all", t`All`],
] as const;

export default function Groups() {
	const [shown, setShown] = useState<"waiting" | "all">("waiting");
	const query = shown === "waiting" ? { waiting: true } : {};
	const list = usePaged([...KEY, shown], (cursor) =>
		ok(api.GET("/admin/groups", { params: { query: { ...query, ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label={t`Groups`}>
			<p className="muted">
				<Trans>
					Groups have rooms, times and questions of their own. Whether people can make them, and whether you approve
					each, is set by GROUPS.
				</Trans>
			</p>
			<Choice legend={t`Which groups`} hideLegend options={FILTERS} value={shown} onChange={setShown} />
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={200} />}
			{list.items?.length === 0 && (
				<p className="muted">{shown === "waiting" ? t`No group waits for approval.` : t`There are no groups.`}</p>
			)}
			<ul className="lines">
				{list.items?.map((group) => (
					<Line key={group.id} group={group} />
				))}
			</ul>
			<More of={list} />
		</section>
	);
}

function Line({ group }: { group: Group }) {
	const client = useQueryClient();
	const [asked, setAsked] = useState(false);
	const params = { path: { group_id: group.id } };
	const onSettled = () => client.invalidateQueries({ queryKey: KEY });
	const approve = useMutation({
		mutationFn: () => ok(api.POST("/admin/groups/{group_id}/approve", { params })),
		onSuccess: () => toast(t`The group can be used now.`),
		onSettled,
	});
	const archive = useMutation({
		mutationFn: () => ok(api.POST("/admin/groups/{group_id}/archive", { params })),
		onSuccess: () => {
			toast(t`The group is archived.`);
			setAsked(false);
		},
		onSettled,
	});
	const name = isolated(group.name);
	return (
		<li className="stack">
			<div className="spread">
				<span>
					<strong>
						<bdi>{group.name}</bdi>
					</strong>{" "}
					<span className="muted small">
						{plural(group.members, { one: "# member", other: "# members" })}
						{group.created_by && ` · ${t`made by ${nameOf(group.created_by)}`}`} · <Time at={group.created_at} />
					</span>
				</span>
				<span className="row">
					{group.archived_at && <span className="tag">{t`Archived`}</span>}
					{!group.archived_at && !group.approved_at && (
						<Button
							kind="primary"
							aria-label={t`Approve ${name}`}
							busy={approve.isPending}
							onClick={() => approve.mutate()}
						>{t`Approve`}</Button>
					)}
					{!group.archived_at && (
						<Button kind="quiet" aria-label={t`Archive ${name}`} onClick={() => setAsked(true)}>{t`Archive`}</Button>
					)}
				</span>
			</div>
			{group.about && (
				<p className="muted own-notes" dir="auto">
					{group.about}
				</p>
			)}
			<Failure error={approve.error} />
			{asked && (
				<ArchiveDialog
					name={group.name}
					busy={archive.isPending}
					error={archive.error}
					onArchive={archive.mutate}
					onClose={() => setAsked(false)}
				/>
			)}
		</li>
	);
}

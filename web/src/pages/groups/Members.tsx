// Who is in a group. Organizers also see how often each came and didn't, and appoint and remove people.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { is } from "../../api/problems";
import { useSession } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { More } from "../../ui/More";
import { Failure, Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import { type Group, type Member, useGroupAction } from "./queries";

export function Members({ group }: { group: Group }) {
	const list = usePaged(["groups", group.id, "members"], (cursor) =>
		ok(
			api.GET("/groups/{group_id}/members", {
				params: { path: { group_id: group.id }, query: { limit: 50, ...from(cursor) } },
			}),
		),
	);
	return (
		<section className="card stack" aria-labelledby="members">
			<div className="spread">
				<h2 id="members">{t`Members`}</h2>
				<span className="muted small">{plural(group.members, { one: "# member", other: "# members" })}</span>
			</div>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading />}
			<ul className="lines">
				{list.items?.map((member) => (
					<Line key={member.user.id} member={member} group={group} />
				))}
			</ul>
			<More of={list} />
		</section>
	);
}

function Line({ member, group }: { member: Member; group: Group }) {
	const me = useSession()?.userId;
	const [asked, setAsked] = useState(false);
	const name = nameOf(member.user);
	const path = { group_id: group.id, user_id: member.user.id };
	const appoint = useGroupAction((organizer: boolean) =>
		ok(api.PATCH("/groups/{group_id}/members/{user_id}", { params: { path }, body: { organizer } })),
	);
	const manages = group.organizer && !group.archived && member.user.id !== me;
	return (
		<li className="stack">
			<div className="spread">
				<span>
					<strong>{name}</strong> {member.organizer && <span className="tag">{t`Organizer`}</span>}
				</span>
				{member.interviews !== null && member.no_shows !== null && (
					<span className="muted small">
						{plural(member.interviews, { one: "# interview", other: "# interviews" })} ·{" "}
						{plural(member.no_shows, { one: "# missed", other: "# missed" })}
					</span>
				)}
			</div>
			{manages && (
				<div className="row">
					<Button
						className="small-button"
						aria-label={member.organizer ? t`No longer organizer: ${name}` : t`Make organizer: ${name}`}
						busy={appoint.isPending}
						onClick={() => appoint.mutate(!member.organizer)}
					>
						{member.organizer ? t`No longer organizer` : t`Make organizer`}
					</Button>
					<Button
						kind="quiet"
						className="small-button"
						aria-label={t`Remove ${name}`}
						onClick={() => setAsked(true)}
					>{t`Remove`}</Button>
				</div>
			)}
			{is(appoint.error, "last_organizer") ? (
				<Notice tone="warn">{t`A group needs an organizer.`}</Notice>
			) : (
				<Failure error={appoint.error} />
			)}
			{asked && <Remove name={name} path={path} onClose={() => setAsked(false)} />}
		</li>
	);
}

interface RemoveProps {
	name: string;
	path: { group_id: number; user_id: number };
	onClose(): void;
}

function Remove({ name, path, onClose }: RemoveProps) {
	const remove = useGroupAction(() => ok(api.DELETE("/groups/{group_id}/members/{user_id}", { params: { path } })));
	return (
		<Dialog title={t`Remove ${name} from the group?`} onClose={onClose}>
			<p>
				<Trans>
					Their bookings in this group are canceled, and the link doesn’t let them in again. An interview that is going
					on isn’t interrupted.
				</Trans>
			</p>
			<Failure error={remove.error} />
			<DialogActions
				onBack={onClose}
				action={t`Remove`}
				kind="danger"
				busy={remove.isPending}
				onAction={() =>
					remove.mutate(undefined, {
						onSuccess: () => {
							toast(t`${name} is no longer in the group.`);
							onClose();
						},
					})
				}
			/>
		</Dialog>
	);
}

// One group: its rooms, its times and its members; for organizers also what they can change.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api, ok } from "../../api/client";
import { is } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Failure, Notice } from "../../ui/Notice";
import { isolated } from "../../ui/names";
import { Loading, Page } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import { Members } from "./Members";
import { Organize } from "./Organize";
import { PracticeHere } from "./PracticeHere";
import { type Group, useGroup, useGroupAction } from "./queries";
import { Times } from "./Times";

export function GroupPage({ id }: { id: number }) {
	const { data: group, error, refetch } = useGroup(id);
	if (!group) {
		return (
			<Page title={t`Group`}>
				{is(error, "not_found") ? (
					<Notice tone="warn" action={<Link href="/my-groups" className="button">{t`My groups`}</Link>}>
						{t`You are not in this group.`}
					</Notice>
				) : (
					<Failure error={error} again={() => void refetch()} />
				)}
				{!error && <Loading height={320} />}
			</Page>
		);
	}
	const isUsable = group.approved && !group.archived;
	return (
		<Page title={isolated(group.name)}>
			<div className="stack wide-gap">
				{group.about && (
					<p className="own-notes" dir="auto">
						{group.about}
					</p>
				)}
				{group.archived && <Notice>{t`This group is archived. Nobody can practice in it anymore.`}</Notice>}
				{!group.approved && !group.archived && (
					<Notice tone="warn">{t`An administrator looks at this group first. Until then, nobody can join or practice in it.`}</Notice>
				)}
				<div className="columns">
					<div className="stack wide-gap">
						{isUsable && <PracticeHere group={group} />}
						{isUsable && <Times group={group} />}
						{group.organizer && !group.archived && <Organize group={group} />}
					</div>
					<div className="stack wide-gap">
						<Members group={group} />
						<Mine group={group} />
					</div>
				</div>
			</div>
		</Page>
	);
}

/** My own wishes in the group, and leaving it. */
function Mine({ group }: { group: Group }) {
	const [asked, setAsked] = useState(false);
	const [, navigate] = useLocation();
	const params = { path: { group_id: group.id } };
	const prefer = useGroupAction((on: boolean) =>
		ok(api.PATCH("/groups/{group_id}/membership", { params, body: { prefers_group: on } })),
	);
	const leave = useGroupAction(() => ok(api.POST("/groups/{group_id}/leave", { params })));
	return (
		<section className="card stack" aria-labelledby="my-membership">
			<h2 id="my-membership">{t`You in this group`}</h2>
			{!group.archived && (
				<label className="check">
					<input
						type="checkbox"
						checked={prefer.isPending ? prefer.variables : group.prefers_group}
						onChange={(event) => prefer.mutate(event.target.checked)}
					/>
					<span>{t`In public rooms, match me within this group first`}</span>
				</label>
			)}
			<Failure error={prefer.error} />
			<div>
				<Button kind="quiet" onClick={() => setAsked(true)}>{t`Leave the group`}</Button>
			</div>
			{asked && (
				<Dialog title={t`Leave ${isolated(group.name)}?`} onClose={() => setAsked(false)}>
					<p>
						<Trans>
							Your bookings in this group are canceled. An interview that is going on isn’t interrupted, and your
							history stays.
						</Trans>
					</p>
					{is(leave.error, "last_organizer") ? (
						<Notice tone="warn">{t`You are the only organizer. Make another member an organizer first, or archive the group.`}</Notice>
					) : (
						<Failure error={leave.error} />
					)}
					<DialogActions
						onBack={() => setAsked(false)}
						action={t`Leave`}
						kind="danger"
						busy={leave.isPending}
						onAction={() =>
							leave.mutate(undefined, {
								onSuccess: () => {
									toast(t`You have left the group.`);
									navigate("/my-groups");
								},
							})
						}
					/>
				</Dialog>
			)}
		</section>
	);
}

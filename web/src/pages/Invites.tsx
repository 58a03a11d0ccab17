// My invitations: those that I made, with their links, and those that I accepted.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import { Button } from "../ui/Button";
import { listInSentence } from "../ui/locale";
import { More } from "../ui/More";
import { Failure } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Loading, Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { when } from "../ui/time";
import { languageName, TYPES } from "../ui/words";
import { LinkField } from "./invite/LinkField";
import { type Invitation, useGoWhenAccepted, useInvitations, useWithdraw } from "./invite/queries";

const STATES: Record<Invitation["status"], string> = {
	open: t`Not answered yet`,
	accepted: t`Accepted`,
	declined: t`Declined`,
	withdrawn: t`Withdrawn`,
	expired: t`Expired`,
};

const NONE: Invitation[] = [];

export default function Invites() {
	const list = useInvitations();
	useGoWhenAccepted(list.items ?? NONE);
	return (
		<Page title={t`Your invitations`} lead={t`Each link is for one person, works once, and can be withdrawn.`} narrow>
			<div className="stack">
				<div>
					<Link href="/invites/new" className="button primary">{t`Invite somebody`}</Link>
				</div>
				<Failure error={list.error} again={() => void list.refetch()} />
				<div className="stack" aria-live="polite" aria-busy={list.isPending}>
					{list.isPending && <Loading height={200} />}
					{list.items?.length === 0 && (
						<p className="card empty">
							<Trans>You have no invitations yet. They stay here for a month.</Trans>
						</p>
					)}
					<ul className="stack">
						{list.items?.map((one) => (
							<Line key={one.id} invitation={one} />
						))}
					</ul>
				</div>
				<More of={list} />
			</div>
		</Page>
	);
}

function Line({ invitation }: { invitation: Invitation }) {
	const { peer, url, status, proposals, starts_at: begins } = invitation;
	const withdraw = useWithdraw();
	return (
		<li className="card stack">
			<div className="spread">
				<div>
					<h2>{peer ? nameOf(peer) : (invitation.email ?? t`Whoever has the link`)}</h2>
					<p className="muted small">
						{TYPES[invitation.interview_type]} · {languageName(invitation.language)} ·{" "}
						{begins ? <Time at={begins} /> : proposals.length ? listInSentence(proposals.map(when)) : t`Now`}
					</p>
				</div>
				<span className="tag">{STATES[status]}</span>
			</div>
			{invitation.note && (
				<p className="small">
					<bdi>{invitation.note}</bdi>
				</p>
			)}
			{url && (
				<>
					<LinkField url={url} />
					<div className="spread">
						<span className="muted small">
							<Trans>
								It works until <Time at={invitation.expires_at} />
							</Trans>
						</span>
						<Button
							className="small-button"
							busy={withdraw.isPending}
							onClick={() =>
								withdraw.mutate(invitation.id, { onSuccess: () => toast(t`The invitation is withdrawn.`) })
							}
						>{t`Withdraw`}</Button>
					</div>
					<Failure error={withdraw.error} />
				</>
			)}
		</li>
	);
}

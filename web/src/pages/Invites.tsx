// My invitations: those that are for me, to be answered; those that I made, with their links; and those answered.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { serverNow } from "../api/serverTime";
import { useTopicNames } from "../live/topics/topics";
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
import { Accept, Decline } from "./invite/Answer";
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
	const items = list.items ?? NONE;
	useGoWhenAccepted(items);
	const isForMe = (one: Invitation) => !one.is_mine && one.status === "open";
	const forMe = items.filter(isForMe);
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
					{forMe.length > 0 && (
						<section aria-labelledby="for-me" className="stack">
							<h2 id="for-me">{t`For you`}</h2>
							<ul className="stack">
								{forMe.map((one) => (
									<Received key={one.id} invitation={one} />
								))}
							</ul>
						</section>
					)}
					<ul className="stack">
						{items
							.filter((one) => !isForMe(one))
							.map((one) => (
								<Line key={one.id} invitation={one} />
							))}
					</ul>
				</div>
				<More of={list} />
			</div>
		</Page>
	);
}

/** One that is for the user alone, to be answered here. */
function Received({ invitation }: { invitation: Invitation }) {
	const { id, peer, note, proposals } = invitation;
	const times = proposals.filter((one) => Date.parse(one) > serverNow());
	return (
		<li className="card stack">
			<div>
				<h3>{peer && nameOf(peer)}</h3>
				<What invitation={invitation}>{proposals.length === 0 && t`Now`}</What>
			</div>
			{note && (
				<p className="small">
					<bdi>{note}</bdi>
				</p>
			)}
			<Accept which={{ id }} times={proposals.length === 0 ? null : times} />
			<Decline which={{ id }} />
		</li>
	);
}

function What({ invitation, children }: { invitation: Invitation; children: ReactNode }) {
	const about = useTopicNames(invitation.topics);
	return (
		<p className="muted small">
			{TYPES[invitation.interview_type]} · {languageName(invitation.language)}
			{about && ` · ${about}`}
			{children && <> · {children}</>}
		</p>
	);
}

function Line({ invitation }: { invitation: Invitation }) {
	const { is_mine, peer, url, status, proposals, starts_at: begins } = invitation;
	const withdraw = useWithdraw();
	return (
		<li className="card stack">
			<div className="spread">
				<div>
					<h2>{peer ? nameOf(peer) : (invitation.email ?? t`Whoever has the link`)}</h2>
					<What invitation={invitation}>
						{begins ? <Time at={begins} /> : proposals.length ? listInSentence(proposals.map(when)) : t`Now`}
					</What>
				</div>
				<span className="tag">{STATES[status]}</span>
			</div>
			{invitation.note && (
				<p className="small">
					<bdi>{invitation.note}</bdi>
				</p>
			)}
			{is_mine && status === "open" && (
				<>
					{url && <LinkField url={url} />}
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

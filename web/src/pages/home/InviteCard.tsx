// The card that leads to an invitation: practice with one person whom I know.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";

export function InviteCard() {
	return (
		<section className="card stack" aria-labelledby="invite">
			<h2 id="invite">{t`Practice with somebody you know`}</h2>
			<p className="muted">
				<Trans>Send one person a link: for now, or with times to choose from. They can sign up on the way.</Trans>
			</p>
			<div className="row">
				<Link href="/invites/new" className="button">{t`Invite somebody`}</Link>
				<Link href="/invites">{t`Your invitations`}</Link>
			</div>
		</section>
	);
}

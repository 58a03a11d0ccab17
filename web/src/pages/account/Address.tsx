// The e-mail address and whether it is confirmed; if not, the link can be sent again.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import type { Profile } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Failure, Notice } from "../../ui/Notice";

export function Address({ me }: { me: Profile }) {
	const send = useMutation({ mutationFn: () => ok(api.POST("/auth/verify-email/resend")) });
	if (me.email_verified) {
		return (
			<p className="muted">
				{me.email} <span className="tag good">{t`Confirmed`}</span>
			</p>
		);
	}
	return (
		<div>
			<Notice
				tone="warn"
				action={
					send.isSuccess ? null : <Button busy={send.isPending} onClick={() => send.mutate()}>{t`Resend link`}</Button>
				}
			>
				{send.isSuccess
					? t`We sent a new link to ${me.email}.`
					: t`We sent a link to ${me.email}. Open it to confirm your address. Until then, reminders and other notifications are not emailed to you.`}
			</Notice>
			<Failure error={send.error} />
		</div>
	);
}

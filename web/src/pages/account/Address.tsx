// The e-mail address and whether it is confirmed; if not, the link can be sent again.
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
				{me.email} <span className="tag good">Confirmed</span>
			</p>
		);
	}
	return (
		<div>
			<Notice
				tone="warn"
				action={
					send.isSuccess ? null : (
						<Button busy={send.isPending} onClick={() => send.mutate()}>
							Send the link again
						</Button>
					)
				}
			>
				{send.isSuccess
					? `A link is on its way to ${me.email}.`
					: `We have sent a link to ${me.email}: open it to confirm the address. Until then, reminders and other news are not mailed to it.`}
			</Notice>
			<Failure error={send.error} />
		</div>
	);
}

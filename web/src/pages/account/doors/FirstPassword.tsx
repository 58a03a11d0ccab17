// For people who log in with a provider and have no password: a mailed link lets them choose one.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Failure, Notice } from "../../../ui/Notice";

export function FirstPassword({ email }: { email: string }) {
	const send = useMutation({ mutationFn: () => ok(api.POST("/auth/forgot-password", { body: { email } })) });
	return (
		<div className="stack">
			<p className="muted">{t`You have no password. With one, you can also log in without a provider.`}</p>
			<Failure error={send.error} />
			{send.isSuccess ? (
				<Notice tone="good">{t`We sent a new link to ${email}.`}</Notice>
			) : (
				<div>
					<Button busy={send.isPending} onClick={() => send.mutate()}>{t`Get a link to choose one`}</Button>
				</div>
			)}
		</div>
	);
}

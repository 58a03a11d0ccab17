// Confirms an e-mail address with the link from the mail. It takes a click, since mail scanners open links too.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { Button } from "../ui/Button";
import { Failure, Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { useLinkToken } from "./linkToken";

export default function Verify() {
	const token = useLinkToken();
	const client = useQueryClient();
	const verify = useMutation({
		mutationFn: () => ok(api.POST("/auth/verify-email", { body: { token } })),
		onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
	});
	if (verify.isSuccess) {
		return (
			<AuthCard title={t`Your email address is confirmed`}>
				<Notice tone="good">{t`Thank you. You can now get emails about your bookings and matches.`}</Notice>
				<Link href="/" className="button primary">{t`Continue`}</Link>
			</AuthCard>
		);
	}
	return (
		<AuthCard title={t`Confirm your email address`}>
			{token ? (
				<>
					<Failure error={verify.error} />
					<Button
						kind="primary"
						className="wide"
						busy={verify.isPending}
						onClick={() => verify.mutate()}
					>{t`Yes, this address is mine`}</Button>
				</>
			) : (
				<Notice tone="warn">{t`This link is incomplete. Open it from the email again.`}</Notice>
			)}
		</AuthCard>
	);
}

// The links of the mails about a new email address. They take a click, since mail scanners open links too.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { api, ok } from "../api/client";
import { Button } from "../ui/Button";
import { Failure, Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { useLinkToken } from "./linkToken";

const TAKE = {
	path: "/auth/change-email",
	title: t`Your new email address`,
	action: t`Yes, take this address`,
	done: t`This is your address now. Log in with it from now on.`,
} as const;
const KEEP = {
	path: "/auth/keep-email",
	title: t`Keep your email address`,
	action: t`Keep my address`,
	done: t`Your address stays. Every login has ended, and we sent you a link for choosing a new password.`,
} as const;

export default function NewAddress() {
	const [path] = useLocation();
	const { path: route, title, action, done } = path === "/keep-email" ? KEEP : TAKE;
	const token = useLinkToken();
	const client = useQueryClient();
	const send = useMutation({
		mutationFn: () => ok(api.POST(route, { body: { token } })),
		onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
	});
	return (
		<AuthCard title={title}>
			{send.isSuccess && (
				<>
					<Notice tone="good">{done}</Notice>
					<Link href="/" className="button primary">{t`Continue`}</Link>
				</>
			)}
			{!send.isSuccess && token && (
				<>
					<Failure error={send.error} />
					<Button kind="primary" className="wide" busy={send.isPending} onClick={() => send.mutate()}>
						{action}
					</Button>
				</>
			)}
			{!token && <Notice tone="warn">{t`This link is incomplete. Open it from the email again.`}</Notice>}
		</AuthCard>
	);
}

// Confirms an e-mail address with the link from the mail. It takes a click, since mail scanners open links too.
import { useMutation } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { Button } from "../ui/Button";
import { Failure, Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { useLinkToken } from "./linkToken";

export default function Verify() {
	const token = useLinkToken();
	const verify = useMutation({ mutationFn: () => ok(api.POST("/auth/verify-email", { body: { token } })) });
	if (verify.isSuccess) {
		return (
			<AuthCard title="Your address is confirmed">
				<Notice tone="good">Thank you. From now on you can be told of bookings and matches by mail.</Notice>
				<Link href="/" className="button primary">
					Go on
				</Link>
			</AuthCard>
		);
	}
	return (
		<AuthCard title="Confirm your address">
			{token ? (
				<>
					<Failure error={verify.error} />
					<Button kind="primary" className="wide" busy={verify.isPending} onClick={() => verify.mutate()}>
						Yes, this address is mine
					</Button>
				</>
			) : (
				<Notice tone="warn">This link is not whole. Open it from the mail again.</Notice>
			)}
		</AuthCard>
	);
}

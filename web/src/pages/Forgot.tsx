// Asks for a link that sets a new password. The response never reveals whether the address is known.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { EMAIL, Form } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";

export default function Forgot() {
	const [asked, setAsked] = useState<string | null>(null);
	return (
		<AuthCard
			title={t`Reset your password`}
			lead={t`We will email you a link to choose a new one.`}
			footer={<Link href="/login">{t`Back to log in`}</Link>}
		>
			<Form
				main
				action={t`Send link`}
				send={async (body) => {
					await ok(api.POST("/auth/forgot-password", { body }));
					setAsked(body.email);
				}}
				fields={[{ name: "email", ...EMAIL }]}
			/>
			<div role="status">
				{asked && (
					<Notice tone="good">
						<Trans>If {asked} has an account, a link is on its way. It works once, within 10 minutes.</Trans>
					</Notice>
				)}
			</div>
		</AuthCard>
	);
}

// Sets a new password, with the link from the e-mail.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { forget } from "../api/session";
import { Form, NEW_PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { useLinkToken } from "./linkToken";

export default function Reset() {
	const token = useLinkToken();
	const [isSet, setSet] = useState(false);
	if (isSet || !token) {
		return (
			<AuthCard title={token ? t`Your password is set` : t`This link is incomplete`}>
				<Notice tone={token ? "good" : "warn"}>
					{token
						? t`You are logged out on all devices. Log in with the new password.`
						: t`Open it from the email again, or request a new one.`}
				</Notice>
				<Link href={token ? "/login" : "/forgot-password"} className="button primary">
					{token ? t`Log in` : t`Request a new link`}
				</Link>
			</AuthCard>
		);
	}
	return (
		<AuthCard title={t`Choose a new password`}>
			<Form
				main
				action={t`Set password`}
				send={async ({ password }) => {
					await ok(api.POST("/auth/reset-password", { body: { token, password } }));
					forget();
					setSet(true);
				}}
				fields={[{ name: "password", label: t`New password`, ...NEW_PASSWORD }]}
			/>
		</AuthCard>
	);
}

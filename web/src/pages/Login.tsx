// The login page. The address stays, so a visitor who asked for another page gets there after logging in.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { Refused, type Suspension } from "../api/problems";
import { signIn } from "../api/queries";
import { whyLoggedOut } from "../api/session";
import { Form, PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { ProviderButtons } from "./account/doors/ProviderButtons";
import { SuspendedNotice } from "./SuspendedNotice";

export function Login() {
	const why = whyLoggedOut();
	const [suspension, setSuspension] = useState<Suspension | null>(null);
	const logIn = async (body: { login: string; password: string }) => {
		setSuspension(null);
		try {
			await signIn(ok(api.POST("/auth/login", { body })));
		} catch (error) {
			if (!(error instanceof Refused && error.suspension)) throw error;
			setSuspension(error.suspension);
		}
	};
	return (
		<AuthCard
			title={t`Log in`}
			footer={
				<Trans>
					New here? <Link href="/register">Sign up</Link>
				</Trans>
			}
		>
			{suspension && <SuspendedNotice suspension={suspension} />}
			{why && !suspension && (
				<Notice tone="warn">
					<strong>{why === "suspended" ? t`Your account was suspended.` : t`You have been logged out.`}</strong>{" "}
					{why === "suspended"
						? t`Your bookings were canceled. To see the reason, try to log in.`
						: t`Your login has ended. Log in to go on.`}
				</Notice>
			)}
			<ProviderButtons />
			<Form
				main
				action={t`Log in`}
				send={logIn}
				fields={[
					{
						name: "login",
						label: t`Email address or username`,
						autoComplete: "username",
						autoCapitalize: "none",
						required: true,
					},
					{ name: "password", label: t`Password`, ...PASSWORD },
				]}
			/>
			<Link href="/forgot-password" className="small">{t`Forgot your password?`}</Link>
		</AuthCard>
	);
}

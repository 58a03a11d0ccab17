// The login page. The address stays, so a visitor who asked for another page gets there after logging in.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { signIn } from "../api/queries";
import { whyLoggedOut } from "../api/session";
import { Form, PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";

export function Login() {
	const why = whyLoggedOut();
	return (
		<AuthCard
			title={t`Log in`}
			footer={
				<Trans>
					New here? <Link href="/register">Sign up</Link>
				</Trans>
			}
		>
			{why && (
				<Notice tone="warn">
					<strong>{why === "suspended" ? t`Your account was suspended.` : t`You have been logged out.`}</strong>{" "}
					{why === "suspended"
						? t`Your bookings were canceled. To see the reason, try to log in.`
						: t`Your login has ended. Log in to go on.`}
				</Notice>
			)}
			<Form
				main
				action={t`Log in`}
				send={(body) => signIn(ok(api.POST("/auth/login", { body })))}
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

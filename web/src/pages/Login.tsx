// The login page. The address stays, so a visitor who asked for another page gets there after logging in.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../api/client";
import { Refused, type SecondStep as Step, type Suspension } from "../api/problems";
import { signIn } from "../api/queries";
import { whyLoggedOut } from "../api/session";
import { Form, PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { ProviderButtons } from "./account/doors/ProviderButtons";
import { PasskeyLogin } from "./PasskeyLogin";
import { SecondStep } from "./SecondStep";
import { SuspendedNotice } from "./SuspendedNotice";

export function Login() {
	const why = whyLoggedOut();
	const [suspension, setSuspension] = useState<Suspension | null>(null);
	const [step, setStep] = useState<Step | null>(null);
	const logIn = async (body: { login: string; password: string }) => {
		setStep(null);
		await finish(ok(api.POST("/auth/login", { body })));
	};
	const finish = async (answer: Promise<Schemas["SessionOut"]>) => {
		setSuspension(null);
		try {
			await signIn(answer);
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			if (error.suspension) setSuspension(error.suspension);
			else if (error.secondStep) setStep(error.secondStep);
			else throw error;
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
			{step ? (
				<SecondStep step={step} finish={finish} back={() => setStep(null)} />
			) : (
				<>
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
					<PasskeyLogin finish={finish} />
					<Link href="/forgot-password" className="small">{t`Forgot your password?`}</Link>
				</>
			)}
		</AuthCard>
	);
}

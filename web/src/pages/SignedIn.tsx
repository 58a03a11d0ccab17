// Where a provider's answer leads: it logs people in, adds the provider to their account, or asks for what is missing.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { api, ok, type Schemas } from "../api/client";
import { Refused, type SecondStep as Step } from "../api/problems";
import { signIn } from "../api/queries";
import type { UiLanguage } from "../api/uiLanguage";
import { languageToRegisterWith } from "../i18n/choice";
import { WhatIsKept } from "../live/WhatIsKept";
import { Form, PASSWORD } from "../ui/Form";
import { Failure, Notice } from "../ui/Notice";
import { Loading } from "../ui/Page";
import { toast } from "../ui/Toasts";
import { ZONE } from "../ui/time";
import { AuthCard } from "./AuthCard";
import { birthYearIn, useBirthYearField } from "./birthYear";
import { afterLogin } from "./keptLink";
import { Law } from "./Law";
import { SecondStep } from "./SecondStep";
import { SuspendedNotice } from "./SuspendedNotice";

type Told = Schemas["SignedIn"];

const ERRORS: Record<string, string> = {
	denied: t`You were not logged in: it was canceled at the provider.`,
	expired: t`This attempt has expired, was used already, or began in another browser. Begin again.`,
	away: t`The provider can’t be reached right now. Try again in a moment, or log in in another way.`,
	refused: t`The provider’s answer can’t be trusted, so you were not logged in. Begin again.`,
};

/** What the address has behind '#'. It is taken out of it, since it works once. */
function useAnswer(): URLSearchParams {
	const [answer] = useState(() => new URLSearchParams(location.hash.slice(1)));
	useEffect(() => history.replaceState(null, "", location.pathname), []);
	return answer;
}

/** Logs in, and goes where the user was on the way to. */
function useEntering(): (session: Promise<Schemas["SessionOut"]>) => Promise<void> {
	const [, navigate] = useLocation();
	return useCallback(
		async (session) => {
			await signIn(session);
			navigate(afterLogin(), { replace: true });
		},
		[navigate],
	);
}

export default function SignedIn() {
	const answer = useAnswer();
	const [, navigate] = useLocation();
	const enter = useEntering();
	const code = answer.get("code");
	const finish = useMutation({
		mutationFn: async () => {
			const told = await ok(api.POST("/auth/providers/finish", { body: { code: code ?? "" } }));
			if (told.session) await enter(Promise.resolve(told.session));
			else if (told.outcome === "linked") {
				toast(t`Added. You can log in with it from now on.`);
				navigate("/account", { replace: true });
			}
			return told;
		},
	});
	const { mutate, data: told, error } = finish;
	useEffect(() => {
		if (code) mutate();
	}, [code, mutate]);
	if (told?.outcome === "new_person") return <NewPerson told={told} />;
	if (told?.outcome === "known_address") return <KnownAddress told={told} />;
	if (code && !error) {
		return (
			<AuthCard title={t`Logging in`}>
				<Loading height={120} />
			</AuthCard>
		);
	}
	const refused = error instanceof Refused ? error : null;
	if (refused?.secondStep) return <OneMoreStep step={refused.secondStep} />;
	return (
		<AuthCard title={t`You are not logged in`}>
			{refused?.suspension ? <SuspendedNotice suspension={refused.suspension} /> : <Failure error={error} />}
			{!error && <Notice tone="warn">{ERRORS[answer.get("error") ?? ""] ?? ERRORS.expired}</Notice>}
			<Link href="/login" className="button primary">{t`Go to the login page`}</Link>
		</AuthCard>
	);
}

function OneMoreStep({ step }: { step: Step }) {
	const [, navigate] = useLocation();
	const enter = useEntering();
	return (
		<AuthCard title={t`Log in`}>
			<SecondStep step={step} finish={enter} back={() => navigate("/login")} />
		</AuthCard>
	);
}

function NewPerson({ told }: { told: Told }) {
	const enter = useEntering();
	return (
		<AuthCard title={t`Sign up`} lead={t`Your address ${told.email ?? ""} is confirmed. You need no password.`}>
			<Form
				main
				action={t`Sign up`}
				initial={{ full_name: told.full_name ?? "" }}
				send={async ({ full_name, ...more }) => {
					const name = full_name.trim();
					const ui_language = languageToRegisterWith() as UiLanguage | null;
					const optional = { ...(name && { full_name: name }), ...birthYearIn(more) };
					const body = { ticket: told.ticket ?? "", time_zone: ZONE, ui_language, ...optional };
					await enter(ok(api.POST("/auth/providers/register", { body })));
				}}
				fields={[
					{
						name: "full_name",
						label: t`Your name`,
						autoComplete: "name",
						maxLength: 100,
						hint: t`Your peers see it. Optional.`,
					},
					...useBirthYearField(),
				]}
			/>
			<p className="muted small">
				<Trans>
					By signing up you agree to the <Link href="/conduct">code of conduct</Link>.
				</Trans>
				<Law />
			</p>
			<WhatIsKept />
		</AuthCard>
	);
}

function KnownAddress({ told }: { told: Told }) {
	const enter = useEntering();
	const [step, setStep] = useState<Step | null>(null);
	if (step) return <OneMoreStep step={step} />;
	return (
		<AuthCard
			title={t`You have an account already`}
			lead={t`An account has the address ${told.email ?? ""}. Enter its password once, and you can log in from here from now on.`}
			footer={<Link href="/forgot-password">{t`Forgot your password?`}</Link>}
		>
			<Form
				main
				action={t`Log in`}
				send={async ({ password }) => {
					const body = { ticket: told.ticket ?? "", password };
					try {
						await enter(ok(api.POST("/auth/providers/join", { body })));
					} catch (error) {
						if (!(error instanceof Refused) || !error.secondStep) throw error;
						setStep(error.secondStep);
					}
				}}
				fields={[{ name: "password", label: t`Password`, ...PASSWORD }]}
			/>
		</AuthCard>
	);
}

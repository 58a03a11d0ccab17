// The sign-up page. It asks for as little as possible; the time zone comes from the browser.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link, useLocation } from "wouter";
import { api, ok } from "../api/client";
import { fieldError, is } from "../api/problems";
import { signIn } from "../api/queries";
import type { UiLanguage } from "../api/uiLanguage";
import { languageToRegisterWith } from "../i18n/choice";
import { WhatIsKept } from "../live/WhatIsKept";
import { useConfig } from "../sockets/useConfig";
import { EMAIL, Form, NEW_PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { toast } from "../ui/Toasts";
import { DEVICE_ZONE, ZONE } from "../ui/time";
import { AuthCard } from "./AuthCard";
import { ProviderButtons } from "./account/doors/ProviderButtons";
import { birthYearIn, useBirthYearField } from "./birthYear";
import { afterLogin } from "./keptLink";
import { Law } from "./Law";

export function Register() {
	const [, navigate] = useLocation();
	return (
		<AuthCard
			title={t`Sign up`}
			lead={t`It takes a minute, and you can practice right away.`}
			footer={
				<Trans>
					Already have an account? <Link href="/login">Log in</Link>
				</Trans>
			}
		>
			<ProviderButtons />
			<WhoCanRegister />
			<Form
				main
				action={t`Sign up`}
				send={async ({ email, full_name, password, ...more }) => {
					const name = full_name.trim();
					const ui_language = languageToRegisterWith() as UiLanguage | null;
					const optional = { ...(name && { full_name: name }), ...birthYearIn(more) };
					const body = { email, password, time_zone: ZONE, ui_language, ...optional };
					const session = ok(api.POST("/auth/register", { body }));
					await signIn(session);
					navigate(afterLogin(), { replace: true });
					if ((await session).user.time_zone !== DEVICE_ZONE) {
						toast(
							t`Your device’s time zone isn’t known here, so emails give times in UTC. Choose a zone under Account.`,
						);
					}
				}}
				errorAt={(error, name) =>
					name === "email" && is(error, "email_taken")
						? t`This address already has an account. Log in instead.`
						: fieldError(error, name)
				}
				fields={[
					{ name: "email", ...EMAIL },
					{
						name: "full_name",
						label: t`Your name`,
						autoComplete: "name",
						maxLength: 100,
						hint: t`Your peers see it. Optional.`,
					},
					...useBirthYearField(),
					{ name: "password", label: t`Password`, ...NEW_PASSWORD },
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

/** Says who can sign up, where not everybody can. */
function WhoCanRegister() {
	const config = useConfig();
	if (config?.registration === "closed") {
		return <Notice tone="warn">{t`New accounts are not made here. Ask the people who run this site.`}</Notice>;
	}
	if (config?.registration !== "domains") return null;
	const domains = config.registration_domains.join(", ");
	return <Notice tone="plain">{t`You need an email address at one of these: ${domains}`}</Notice>;
}

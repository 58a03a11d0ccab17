// Makes the first administrator, with the link that the server prints when it starts.
import { t } from "@lingui/core/macro";
import { Link, useLocation } from "wouter";
import { api, ok } from "../api/client";
import { fieldError, is } from "../api/problems";
import { signIn } from "../api/queries";
import { EMAIL, Form, NEW_PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { ZONE } from "../ui/time";
import { AuthCard } from "./AuthCard";
import { birthYearIn, useBirthYearField } from "./birthYear";
import { useLinkToken } from "./linkToken";

export default function Setup() {
	const token = useLinkToken();
	const [, navigate] = useLocation();
	const birthYear = useBirthYearField();
	if (!token) {
		return (
			<AuthCard title={t`This link is incomplete`}>
				<Notice tone="warn">{t`Copy all of the link that the server printed when it started.`}</Notice>
				<Link href="/" className="button primary">{t`Go to the start page`}</Link>
			</AuthCard>
		);
	}
	return (
		<AuthCard title={t`Set up Mock Mate`} lead={t`You become the first administrator of this site.`}>
			<Form
				main
				action={t`Create the administrator`}
				send={async ({ email, password, ...more }) => {
					const body = { token, email, password, time_zone: ZONE, ...birthYearIn(more) };
					await signIn(ok(api.POST("/auth/first-administrator", { body })));
					navigate("/manage/checklist", { replace: true });
				}}
				errorAt={(error, name) =>
					name === "email" && is(error, "email_taken")
						? t`This address already has an account. Use another one, or “make promote”.`
						: fieldError(error, name)
				}
				fields={[{ name: "email", ...EMAIL }, ...birthYear, { name: "password", label: t`Password`, ...NEW_PASSWORD }]}
			/>
		</AuthCard>
	);
}

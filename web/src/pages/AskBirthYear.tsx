// Asks people whose account is older than the wish to know it for their year of birth, before they book or practice.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { Form } from "../ui/Form";
import { AuthCard } from "./AuthCard";
import { birthYearIn, useBirthYearField } from "./birthYear";

export default function AskBirthYear() {
	const client = useQueryClient();
	return (
		<AuthCard
			title={t`Your year of birth`}
			lead={t`This site asks everyone for it now. You can book and practice once you have said it.`}
			footer={
				<Trans>
					You can say it once. Your data, and deleting your account, are under <Link href="/account">Account</Link>.
				</Trans>
			}
		>
			<Form
				main
				action={t`Save`}
				send={async (values) => {
					await ok(api.PATCH("/users/me", { body: birthYearIn(values) }));
					await client.invalidateQueries();
				}}
				fields={useBirthYearField()}
			/>
		</AuthCard>
	);
}

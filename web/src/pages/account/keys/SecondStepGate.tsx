// Before the pages for administrators: leads those who have no second step, where one is required, to set one up.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { api, ok } from "../../../api/client";
import { useProfile } from "../../../api/queries";
import { Notice } from "../../../ui/Notice";
import { Loading, Page } from "../../../ui/Page";

export function SecondStepGate({ title, children }: { title: string; children: ReactNode }) {
	const isAdmin = useProfile().data?.is_admin === true;
	const { data: keys, isLoading } = useQuery({
		queryKey: ["keys"],
		queryFn: () => ok(api.GET("/auth/keys")),
		enabled: isAdmin,
	});
	if (isLoading) {
		return (
			<Page title={title}>
				<Loading />
			</Page>
		);
	}
	if (!keys?.second_step_required || keys.second_step) return children;
	return (
		<Page title={title} narrow>
			<Notice
				tone="warn"
				action={<Link href="/account#security" className="button primary">{t`Set up a second step`}</Link>}
			>
				{t`Administrators need a second step here, so that a stolen password opens nothing. It takes two minutes: a code app, or a passkey as second step.`}
			</Notice>
		</Page>
	);
}

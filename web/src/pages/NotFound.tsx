// The page for addresses that do not exist.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";
import { Page } from "../ui/Page";

export function NotFound() {
	return (
		<Page title={t`Page not found`} narrow lead={t`The address may be mistyped, or the page no longer exists.`}>
			<Link href="/" className="button primary">{t`Go to home`}</Link>
		</Page>
	);
}

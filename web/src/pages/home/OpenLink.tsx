// On the home page: the way back to a link that was opened and not answered yet.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Link } from "wouter";
import { Notice } from "../../ui/Notice";
import { keptPage } from "../keptLink";

export function OpenLink() {
	const [page] = useState(keptPage);
	if (page === "/invite") {
		return (
			<Notice tone="accent" action={<Link href={page} className="button">{t`See the invitation`}</Link>}>
				{t`You were invited to practice, and haven’t answered yet.`}
			</Notice>
		);
	}
	if (page === "/join") {
		return (
			<Notice tone="accent" action={<Link href={page} className="button">{t`See the group`}</Link>}>
				{t`You opened the link of a group, and haven’t joined yet.`}
			</Notice>
		);
	}
	return null;
}

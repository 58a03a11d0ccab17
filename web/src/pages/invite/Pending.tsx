// On the home page: the way back to an invitation that was opened and not answered yet.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Link } from "wouter";
import { Notice } from "../../ui/Notice";
import { pending } from "./pending";

export function Pending() {
	const [token] = useState(pending);
	if (!token) return null;
	return (
		<Notice tone="accent" action={<Link href="/invite" className="button">{t`See the invitation`}</Link>}>
			{t`You were invited to practice, and haven’t answered yet.`}
		</Notice>
	);
}

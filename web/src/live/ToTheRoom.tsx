// The link into the room of a match, shown again after a reload, in another tab, or after Back.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import type { Interview } from "../api/queries";
import { Notice } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Time } from "../ui/Time";
import { readiness } from "./readiness";

export function ToTheRoom({ interview }: { interview: Interview }) {
	const name = nameOf(interview.peer);
	const isLive = interview.status === "live";
	return (
		<Notice
			tone="accent"
			action={
				<Link href={`/room/${interview.id}`} className="button primary">
					{isLive ? t`Back to the interview` : t`Go to the room`}
				</Link>
			}
		>
			<strong>{isLive ? t`Your interview with ${name} is on.` : t`You are matched with ${name}.`}</strong>
			{isLive && interview.ends_at && (
				<div>
					<Trans>
						It ends <Time at={interview.ends_at} form="relative" />.
					</Trans>
				</div>
			)}
			{!isLive && <div>{readiness(interview)}</div>}
		</Notice>
	);
}

// The link into the room of a match, shown again after a reload, in another tab, or after Back.
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
					{isLive ? "Back to the interview" : "Go to the room"}
				</Link>
			}
		>
			<strong>{isLive ? `Your interview with ${name} is on.` : `You are matched with ${name}.`}</strong>
			{isLive && interview.ends_at && (
				<div>
					It ends <Time at={interview.ends_at} form="relative" />.
				</div>
			)}
			{!isLive && <div>{readiness(interview)}</div>}
		</Notice>
	);
}

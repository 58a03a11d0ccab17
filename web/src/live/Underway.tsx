// Where the user is, if it is not this page: an interview, a match, a waiting room, or a wait that ended badly.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";
import { useMatchState, whereAmI } from "../api/match";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";
import { isNews, lastWaitWords } from "./lastWait";
import { ToTheRoom } from "./ToTheRoom";

export function Underway() {
	const { data: state } = useMatchState();
	if (!state) return null;
	if (state.interview) return <ToTheRoom interview={state.interview} />;
	const where = whereAmI(state);
	if (where === "waiting" || where === "away") return <BackToWaiting isAway={where === "away"} />;
	if (!state.last_wait || !isNews(state.last_wait)) return null;
	const [title, text] = lastWaitWords(state.last_wait);
	return (
		<Notice tone="warn">
			<strong>{title}</strong> (<Time at={state.last_wait.ended_at} form="relative" />
			). {text}
		</Notice>
	);
}

function BackToWaiting({ isAway }: { isAway: boolean }) {
	return (
		<Notice
			tone={isAway ? "warn" : "accent"}
			action={<Link href="/waiting" className="button primary">{t`Back to the waiting room`}</Link>}
		>
			<strong>{isAway ? t`You are away from the waiting room.` : t`You are looking for a partner.`}</strong>
			<div>
				{isAway
					? t`You can’t be matched until you are back.`
					: t`You can be matched as long as the waiting room is open in a tab.`}
			</div>
		</Notice>
	);
}

// Says that practice is closed to the user for a while, why, and until when.
import { Trans } from "@lingui/react/macro";
import { useProfile } from "../../api/queries";
import { Notice } from "../../ui/Notice";
import { Time } from "../../ui/Time";
import { useNow } from "../../ui/useNow";

/** Returns until when practice is closed to the user; null while it is open. */
export function usePracticeBlock(): string | null {
	const until = useProfile().data?.practice_blocked_until ?? null;
	const now = useNow(until === null ? null : 5_000);
	return until !== null && Date.parse(until) > now ? until : null;
}

export function PracticeBlocked({ until }: { until: string }) {
	return (
		<Notice tone="warn">
			<Trans>
				<strong>Practice is closed to you for a while.</strong> You missed, canceled late, or declined too many
				interviews. It opens again <Time at={until} form="relative" />. You can still go to the times that you book.
			</Trans>
		</Notice>
	);
}

// What is known about when a partner will be found.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { MatchState } from "../../api/match";
import { Time } from "../../ui/Time";
import { about, clock, countdown } from "../../ui/time";
import { useNow } from "../../ui/useNow";

export function Expectation({ state }: { state: MatchState }) {
	const now = useNow(1_000);
	const { pairs_at, reunion_at, met_at, estimated_wait_seconds, waiting } = state;
	if (pairs_at && Date.parse(pairs_at) > now) {
		return (
			<>
				<Trans>
					Everybody here is matched in {countdown((Date.parse(pairs_at) - now) / 1000)}, at {clock(pairs_at)}.
				</Trans>
			</>
		);
	}
	const others = waiting ? waiting.easy + waiting.medium + waiting.hard - 1 : 0;
	if (reunion_at) {
		const left = (Date.parse(reunion_at) - now) / 1000;
		return (
			<>
				<Trans>
					{others === 1
						? t`The one other person here is somebody you met on `
						: t`The only people here who fit are people you met lately, one of them on `}
					{met_at && <Time at={met_at} />}, so you are waiting for somebody new. If nobody comes, you two are matched
					again {left > 0 ? t`in ${countdown(left)}` : "now"}.
				</Trans>
			</>
		);
	}
	if (estimated_wait_seconds != null)
		return (
			<>
				<Trans>It usually takes {about(estimated_wait_seconds)}.</Trans>
			</>
		);
	return <>{t`You will be matched as soon as somebody who fits comes.`}</>;
}

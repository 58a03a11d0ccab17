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
		const [left, at] = [countdown((Date.parse(pairs_at) - now) / 1000), clock(pairs_at)];
		return t`Everybody here is matched in ${left}, at ${at}.`;
	}
	if (reunion_at && met_at) {
		const others = waiting ? waiting.easy + waiting.medium + waiting.hard - 1 : 0;
		const left = (Date.parse(reunion_at) - now) / 1000;
		return (
			<>
				{others === 1 ? (
					<Trans>
						The one other person here is somebody you met on <Time at={met_at} />, so you are waiting for somebody new.
					</Trans>
				) : (
					<Trans>
						The only people here who fit are people you met lately, one of them on <Time at={met_at} />, so you are
						waiting for somebody new.
					</Trans>
				)}{" "}
				{left > 0
					? t`If nobody comes, you two are matched again in ${countdown(left)}.`
					: t`If nobody comes, you two are matched again now.`}
			</>
		);
	}
	return estimated_wait_seconds == null
		? t`You will be matched as soon as somebody who fits comes.`
		: t`It usually takes ${about(estimated_wait_seconds)}.`;
}

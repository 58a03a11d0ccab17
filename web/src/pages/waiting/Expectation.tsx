// What is known about when a partner will be found.
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
				Everybody here is matched in {countdown((Date.parse(pairs_at) - now) / 1000)}, at {clock(pairs_at)}.
			</>
		);
	}
	const others = waiting ? waiting.easy + waiting.medium + waiting.hard - 1 : 0;
	if (reunion_at) {
		const left = (Date.parse(reunion_at) - now) / 1000;
		return (
			<>
				{others === 1
					? "The one other person here is somebody you met on "
					: "The only people here who fit are people you met lately, one of them on "}
				{met_at && <Time at={met_at} />}, so you are waiting for somebody new. If nobody comes, you two are matched
				again {left > 0 ? `in ${countdown(left)}` : "now"}.
			</>
		);
	}
	if (estimated_wait_seconds != null) return <>It usually takes {about(estimated_wait_seconds)}.</>;
	return <>You will be matched as soon as somebody who fits comes.</>;
}

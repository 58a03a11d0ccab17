// What an interview leaves behind, in one line, for the moments before people meet.
import { Trans } from "@lingui/react/macro";
import { Icon } from "../ui/icons";
import { daysOfRoom, inDays, useRetention } from "./retention";

export function WhatIsKept() {
	const days = daysOfRoom(useRetention());
	const time = inDays(days);
	return (
		<p className="what-is-kept muted small">
			<Icon name="cameraOff" size={18} />
			{/* A tab of its own: whoever leaves the waiting room is no longer matched. */}
			<span>
				{days === 0 ? (
					<Trans>Video and audio are not recorded. Code, chat and runs are kept for the replay.</Trans>
				) : (
					<Trans>Video and audio are not recorded. Code, chat and runs are kept for the replay, for {time}.</Trans>
				)}{" "}
				<a href="/privacy" target="_blank" rel="noreferrer">
					<Trans>
						Privacy<span className="visually-hidden"> (opens in a new tab)</span>
					</Trans>
				</a>
			</span>
		</p>
	);
}

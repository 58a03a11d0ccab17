// What an interview leaves behind, in one line, for the moments before people meet.
import { Trans } from "@lingui/react/macro";
import { Icon } from "./icons";

export function WhatIsKept() {
	return (
		<p className="what-is-kept muted small">
			<Icon name="cameraOff" size={18} />
			{/* A tab of its own: whoever leaves the waiting room is no longer matched. */}
			<span>
				<Trans>
					Video and audio are not recorded. Code, chat and runs are kept for the replay.{" "}
					<a href="/privacy" target="_blank" rel="noreferrer">
						Privacy<span className="visually-hidden"> (opens in a new tab)</span>
					</a>
				</Trans>
			</span>
		</p>
	);
}

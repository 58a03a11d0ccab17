// The time left. `TimeWarning` says when it is half over, or nearly.
import { t } from "@lingui/core/macro";
import { countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import type { RoomState } from "./state";

const SOON = 300; // seconds

export function Clock({ room }: { room: RoomState }) {
	const now = useNow(500);
	const { ends_at, status } = room.interview;
	if (status !== "live" || !ends_at) {
		return <span className="muted">{status === "matched" ? t`Not started` : t`Over`}</span>;
	}
	const left = (Date.parse(ends_at) - now) / 1000;
	return (
		<span
			className={left < SOON ? "clock numbers warn-text" : "clock numbers"}
			role="timer"
			aria-label={t`${countdown(left)} left`}
		>
			{countdown(left)}
		</span>
	);
}

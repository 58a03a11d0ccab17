// The time left, and where in the agenda that is. `TimeWarning` says when it is half over, or nearly.
import { t } from "@lingui/core/macro";
import { countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import type { RoomState } from "./state";

const SOON = 300; // seconds

export function Clock({ room }: { room: RoomState }) {
	const now = useNow(500);
	const { started_at, ends_at, status } = room.interview;
	if (status !== "live" || !ends_at) {
		return <span className="muted">{status === "matched" ? t`Not started` : t`Over`}</span>;
	}
	const left = (Date.parse(ends_at) - now) / 1000;
	return (
		<>
			<span
				className={left < SOON ? "clock numbers warn-text" : "clock numbers"}
				role="timer"
				aria-label={t`${countdown(left)} left`}
			>
				{countdown(left)}
			</span>
			{started_at && (
				<span className="agenda muted small numbers">{part(Date.parse(started_at), Date.parse(ends_at), now)}</span>
			)}
		</>
	);
}

/** Says which half it is: in each, one asks and the other answers. All in milliseconds. */
export function part(start: number, end: number, now: number): string {
	const half = (start + end) / 2;
	const minutes = Math.ceil((half - now) / 60_000);
	if (minutes <= 0) return t`second half`;
	return minutes === 1 ? t`swap in a minute` : t`first half, swap in ${minutes} minutes`;
}

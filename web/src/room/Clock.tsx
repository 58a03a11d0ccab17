// The time left, with warnings that screen readers announce once each.
import { countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import type { RoomState } from "./state";

const SOON = 300; // seconds
const LAST = 60;

export function Clock({ room }: { room: RoomState }) {
	const now = useNow(500);
	const { ends_at, started_at, status } = room.interview;
	if (status !== "live" || !ends_at || !started_at) {
		return <span className="muted">{status === "matched" ? "Not begun yet" : "It is over"}</span>;
	}
	const left = (Date.parse(ends_at) - now) / 1000;
	const whole = (Date.parse(ends_at) - Date.parse(started_at)) / 1000;
	return (
		<>
			<span
				className={left < SOON ? "clock numbers warn-text" : "clock numbers"}
				role="timer"
				aria-label={`${countdown(left)} left`}
			>
				{countdown(left)}
			</span>
			<span className="visually-hidden" role="status">
				{warning(left, whole)}
			</span>
		</>
	);
}

export function warning(left: number, whole: number): string {
	if (left < LAST) return "Less than a minute left.";
	if (left < SOON) return "Less than five minutes left.";
	return left < whole / 2 ? "Half of the time is over: a good moment to swap roles." : "";
}

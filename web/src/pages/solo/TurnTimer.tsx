// How long somebody who practices alone has left of a turn. It runs while the page is open, and nothing ends with it.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { countdown } from "../../ui/time";

const EVERY = 1_000; // milliseconds
const KEPT_EVERY = 5; // seconds

interface Props {
	minutes: number;
	/** What was kept: how long it has taken so far. */
	seconds: number;
	isPaused: boolean;
	onChange(changes: { seconds?: number; isPaused?: boolean }): void;
}

export function TurnTimer({ minutes, seconds: before, isPaused, onChange }: Props) {
	const [seconds, setSeconds] = useState(before);
	const latest = useRef({ seconds, onChange });
	latest.current = { seconds, onChange };
	useEffect(() => {
		if (isPaused) return;
		// By the clock, since browsers slow down the timers of hidden pages.
		let since = performance.now();
		const timer = setInterval(() => {
			const passed = Math.floor((performance.now() - since) / 1000);
			since += passed * 1000;
			setSeconds((now) => now + passed);
		}, EVERY);
		return () => clearInterval(timer);
	}, [isPaused]);
	const isDue = seconds - before >= KEPT_EVERY;
	useEffect(() => {
		if (isDue) latest.current.onChange({ seconds: latest.current.seconds });
	}, [isDue]);
	useEffect(() => () => latest.current.onChange({ seconds: latest.current.seconds }), []);
	const left = minutes * 60 - seconds;
	return (
		<div className="solo-timer">
			<span
				className={left <= 0 ? "solo-clock numbers warn-text" : "solo-clock numbers"}
				role="timer"
				aria-label={t`${countdown(left)} left`}
			>
				{countdown(left)}
			</span>
			<Button className="small-button" onClick={() => onChange({ seconds, isPaused: !isPaused })}>
				{isPaused ? t`Continue` : t`Pause`}
			</Button>
			<span className="small muted" role="status">
				{left <= 0 && t`A turn in an interview would be over. Take as long as you like.`}
			</span>
		</div>
	);
}

// The moment of the replay that is shown: played at a speed, past the time in which nothing happens, or jumped to.
import { useEffect, useRef, useState } from "react";
import { pastIdle } from "./moments";

export type Speed = "1" | "4" | "16";

export interface Playback {
	/** In milliseconds. */
	moment: number;
	isPlaying: boolean;
	isOver: boolean;
	speed: Speed;
	setSpeed(speed: Speed): void;
	skipsIdle: boolean;
	setSkipsIdle(skips: boolean): void;
	/** Plays, from the start if it is over; or pauses. */
	toggle(): void;
	/** Shows a moment, and pauses. */
	jump(to: number): void;
}

const FRAME = 100;

/** `moments` are those at which something happened, in order. */
export function usePlayback(moments: readonly number[], from: number, to: number): Playback {
	const [at, setAt] = useState(from);
	const [isPlaying, setPlaying] = useState(false);
	const [speed, setSpeed] = useState<Speed>("4");
	const [skipsIdle, setSkipsIdle] = useState(true);
	const last = useRef(0);
	const factor = Number(speed);
	useEffect(() => {
		if (!isPlaying) return;
		last.current = performance.now();
		// By the real time between frames.
		const timer = setInterval(() => {
			const now = performance.now();
			const passed = (now - last.current) * factor;
			last.current = now;
			setAt((before) => (skipsIdle ? pastIdle(moments, before + passed) : before + passed));
		}, FRAME);
		return () => clearInterval(timer);
	}, [isPlaying, factor, skipsIdle, moments]);
	const isOver = at >= to;
	if (isPlaying && isOver) setPlaying(false);
	return {
		...{ moment: Math.min(at, to), isPlaying, isOver, speed, setSpeed, skipsIdle, setSkipsIdle },
		toggle() {
			if (isOver) setAt(from);
			setPlaying(!isPlaying);
		},
		jump(next) {
			setAt(Math.min(to, Math.max(from, next)));
			setPlaying(false);
		},
	};
}

// Saves a bad line: looks every two seconds at what it carries, steps down and up the ladder, and keeps what people chose.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PeerMedia } from "../../sockets/frames";
import { type AudioOnly, isOn, merged, switched, VIDEO } from "./audioOnly";
import { afterSample, type Ladder, SOUND_ALONE, START } from "./ladder";
import { countLine, KEPT, type LineCount, sampleOf } from "./lineSample";

const EVERY = 2_000; // milliseconds

export interface Saving {
	audioOnly: AudioOnly;
	isAudioOnly: boolean;
	/** Whether the line can't carry a camera's picture now. */
	isWeak: boolean;
	/** Where on the ladder of pictures we are. */
	rung: number;
	/** Switches between video and audio only, for both people. */
	toggle(): void;
}

/** `isConnected` says whether the call is; what the line was is remembered while it isn't. */
export function useSaving(
	isConnected: boolean,
	stats: () => Promise<RTCStatsReport | null>,
	peerMedia: PeerMedia | null,
): Saving {
	const [audioOnly, setAudioOnly] = useState(VIDEO);
	const holds = merged(audioOnly, peerMedia);
	// Kept, since the peer's page forgets it when it is loaded again.
	if (holds !== audioOnly) setAudioOnly(holds);
	const rung = useLadder(isConnected, stats);
	const toggle = useCallback(() => setAudioOnly(switched), []);
	const isAudioOnly = isOn(holds);
	const isWeak = rung === SOUND_ALONE && !isAudioOnly;
	return useMemo(
		() => ({ audioOnly: holds, isAudioOnly, isWeak, rung, toggle }),
		[holds, isAudioOnly, isWeak, rung, toggle],
	);
}

function useLadder(isConnected: boolean, stats: () => Promise<RTCStatsReport | null>): number {
	const ladder = useRef<Ladder>(START);
	const [rung, setRung] = useState(START.rung);
	useEffect(() => {
		if (!isConnected) return;
		let counts: LineCount[] = [];
		const look = async () => {
			const report = await stats();
			if (!report) return;
			counts = [...counts.slice(1 - KEPT), countLine(report.values(), performance.now())];
			const sample = sampleOf(counts);
			if (!sample) {
				// Another connection counts from zero.
				counts = counts.slice(-1);
				return;
			}
			ladder.current = afterSample(ladder.current, sample);
			setRung(ladder.current.rung);
		};
		const timer = setInterval(() => void look().catch(() => undefined), EVERY);
		return () => clearInterval(timer);
	}, [isConnected, stats]);
	return rung;
}

// Asks the browser every few seconds how the line of the call is.
import { useEffect, useState } from "react";
import { type Counted, counted, type Quality, qualityOf } from "./quality";
import type { RoomHandle } from "./useRoom";

const EVERY = 3_000; // milliseconds
/** So many times in a row it has to be so: a line that is bad for a moment is not worth a word. */
const STEADY = 2;

export function useQuality({ call, callStats }: RoomHandle): Quality {
	const [quality, setQuality] = useState<Quality>("unknown");
	const isConnected = call.state === "connected";
	useEffect(() => {
		setQuality("unknown");
		if (!isConnected) return;
		let before: Counted | null = null;
		let last: { quality: Quality; times: number } = { quality: "unknown", times: 0 };
		const ask = async () => {
			const report = await callStats();
			if (!report) return;
			const now = counted(report.values());
			const next = qualityOf(before, now);
			before = now;
			last = { quality: next, times: next === last.quality ? last.times + 1 : 1 };
			if (last.times >= STEADY) setQuality(next);
		};
		const timer = setInterval(() => void ask().catch(() => undefined), EVERY);
		return () => clearInterval(timer);
	}, [isConnected, callStats]);
	return quality;
}

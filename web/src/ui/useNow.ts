// The current time, updated at an interval for countdowns; null stops the updates.
import { useEffect, useState } from "react";
import { serverNow } from "../api/serverTime";

export function useNow(every: number | null): number {
	const [now, setNow] = useState(serverNow);
	useEffect(() => {
		if (every === null) return;
		const timer = setInterval(() => setNow(serverNow()), every);
		return () => clearInterval(timer);
	}, [every]);
	return now;
}

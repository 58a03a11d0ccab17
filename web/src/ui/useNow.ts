// The time, so that what counts down does; null stands still.
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

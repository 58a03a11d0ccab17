// The time, so that what counts down does; null stands still.
import { useEffect, useState } from "react";

export function useNow(every: number | null): number {
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		if (every === null) return;
		const timer = setInterval(() => setNow(Date.now()), every);
		return () => clearInterval(timer);
	}, [every]);
	return now;
}

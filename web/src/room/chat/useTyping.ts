// Typing signs: told at most every few seconds, and shown until the line comes or nothing more is heard.
import { useEffect, useRef, useState } from "react";
import type { RoomHandle } from "../useRoom";

const EVERY = 3_000; // milliseconds
const SHOWN = 5_000;

/** Whether the peer writes, by the signs that have come so far. */
export function useIsTyping(signs: number): boolean {
	const [old, setOld] = useState(signs);
	useEffect(() => {
		const timer = setTimeout(() => setOld(signs), SHOWN);
		return () => clearTimeout(timer);
	}, [signs]);
	return signs > 0 && signs !== old;
}

/** Returns a function to call at each change of what is written. */
export function useTellTyping(sendNow: RoomHandle["sendNow"]): (text: string) => void {
	const told = useRef(Number.NEGATIVE_INFINITY);
	return (text) => {
		if (!text.trim()) {
			// The next line is told at once.
			told.current = Number.NEGATIVE_INFINITY;
		} else if (performance.now() - told.current >= EVERY) {
			told.current = performance.now();
			sendNow("chat.typing", {});
		}
	};
}

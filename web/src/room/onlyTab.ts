// Of several tabs with the same room one takes part; another may take over. Without locks (no HTTPS) all do.
import { useCallback, useEffect, useState } from "react";

type Standing = "asking" | "here" | "elsewhere";

export function useOnlyTab(name: string): { state: Standing; takeOver(): void } {
	const [state, setState] = useState<Standing>(navigator.locks ? "asking" : "here");
	const [attempt, setAttempt] = useState(0);
	useEffect(() => {
		if (!navigator.locks) return;
		let leave: () => void = () => undefined;
		let gone = false;
		const held = (lock: Lock | null) => {
			if (gone) return;
			setState(lock ? "here" : "elsewhere");
			return lock ? new Promise<void>((resolve) => (leave = resolve)) : undefined;
		};
		const how = attempt > 0 ? { steal: true } : { ifAvailable: true };
		// A moment later, since a reload asks while the page it replaces is letting go.
		const ask = async () => {
			await navigator.locks.request(name, how, held);
		};
		const timer = setTimeout(() => void ask().catch(() => !gone && setState("elsewhere")), attempt > 0 ? 0 : 60);
		return () => {
			gone = true;
			clearTimeout(timer);
			leave();
		};
	}, [name, attempt]);
	return { state, takeOver: useCallback(() => setAttempt((count) => count + 1), []) };
}

// Short messages that disappear by themselves, and are never the only place for their information.
import { useSyncExternalStore } from "react";
import { inLocalTime } from "./time";

const SHOWN = 5_000;
let shown: { id: number; text: string }[] = [];
let next = 0;
const listeners = new Set<() => void>();

function show(now: typeof shown): void {
	shown = now;
	for (const listener of listeners) listener();
}

export function toast(text: string): void {
	const id = next++;
	show([...shown.slice(-2), { id, text: inLocalTime(text) }]);
	setTimeout(() => show(shown.filter((one) => one.id !== id)), SHOWN);
}

export function Toasts() {
	const items = useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => shown,
	);
	return (
		<div className="toasts" role="status">
			{items.map((one) => (
				<div key={one.id} className="toast">
					{one.text}
				</div>
			))}
		</div>
	);
}

// A ring that empties; the figure inside says the same.
import type { ReactNode } from "react";

const RADIUS = 36;
const LENGTH = 2 * Math.PI * RADIUS;

export function Ring({ fraction, label, children }: { fraction: number; label: string; children: ReactNode }) {
	const left = Math.min(1, Math.max(0, fraction));
	return (
		<div className="ring" role="timer" aria-label={label}>
			<svg viewBox="0 0 80 80" width="80" height="80" aria-hidden="true">
				<circle cx="40" cy="40" r={RADIUS} className="ring-track" />
				<circle
					cx="40"
					cy="40"
					r={RADIUS}
					className="ring-left"
					strokeDasharray={LENGTH}
					strokeDashoffset={LENGTH * (1 - left)}
				/>
			</svg>
			<span className="numbers" aria-hidden="true">
				{children}
			</span>
		</div>
	);
}

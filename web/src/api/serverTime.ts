// The server's current time, for countdowns to times it has set, since the clocks of user devices are often wrong.

// The header has whole seconds and arrives slightly late, so small differences are ignored.
const BLUR = 2_500;
let ahead = 0;

/** Records the Date header of a response that was just produced. */
export function noteTime(date: string | null): void {
	const there = Date.parse(date ?? "");
	if (Number.isNaN(there)) return;
	const difference = there - Date.now();
	ahead = Math.abs(difference) > BLUR ? difference : 0;
}

export function serverNow(): number {
	return Date.now() + ahead;
}

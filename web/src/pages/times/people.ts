// Where the people are: counts of others' bookings, by slot and by day in the device's time zone. Pure.
import type { Slot } from "../../api/queries";
import { isoDay } from "../../ui/time";

/** How many others have booked it. */
export function others({ booked, mine }: Slot): number {
	return booked - (mine ? 1 : 0);
}

/** Whether others are there, or usually are. */
export function hasPeople(slot: Slot): boolean {
	return others(slot) > 0 || slot.popular;
}

/** How many others have booked on each day: "2027-03-04" → 3. Days without any are left out. */
export function byDay(slots: readonly Slot[]): Map<string, number> {
	const days = new Map<string, number>();
	for (const slot of slots) {
		const day = isoDay(new Date(slot.starts_at));
		if (others(slot) > 0) days.set(day, (days.get(day) ?? 0) + others(slot));
	}
	return days;
}

/** The offset of the first day whose evening is still to come and that has none of these bookings; null if all have. */
export function freeEvening(
	days: readonly Date[],
	booked: readonly { starts_at: string }[],
	now: Date,
	lastHour = 23,
): number | null {
	const taken = new Set(booked.map((one) => isoDay(new Date(one.starts_at))));
	const found = days.findIndex((day) => {
		const last = new Date(day.getFullYear(), day.getMonth(), day.getDate(), lastHour);
		return last > now && !taken.has(isoDay(day));
	});
	return found < 0 ? null : found;
}

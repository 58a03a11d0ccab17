// The parts of a day in the device's time zone, and a day's slots by part and time. Pure.
import type { Slot } from "../../api/queries";

export const PARTS = [
	["night", "Night", "00:00", "06:00"],
	["morning", "Morning", "06:00", "12:00"],
	["afternoon", "Afternoon", "12:00", "18:00"],
	["evening", "Evening", "18:00", "00:00"],
] as const;

export type Part = (typeof PARTS)[number][0];

export interface Hour {
	starts: string;
	slots: Slot[];
}

export function partOf(moment: string): Part {
	return (PARTS[Math.floor(new Date(moment).getHours() / 6)] ?? PARTS[0])[0];
}

/** The parts of the day that have slots, each with its start times in order and their slots. */
export function byTime(slots: readonly Slot[]): { part: Part; label: string; hours: Hour[] }[] {
	const hours = new Map<string, Hour>();
	for (const slot of slots) {
		// An hour repeated when clocks go back is two moments, and stays two entries.
		const hour = hours.get(slot.starts_at) ?? { starts: slot.starts_at, slots: [] };
		hour.slots.push(slot);
		hours.set(slot.starts_at, hour);
	}
	const inOrder = [...hours.values()].sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts));
	return PARTS.map(([part, label]) => ({
		part,
		label,
		hours: inOrder.filter((hour) => partOf(hour.starts) === part),
	})).filter((one) => one.hours.length > 0);
}

// The parts of a day in the device's time zone, and a day's slots by part and type. Pure.
import { t } from "@lingui/core/macro";
import type { InterviewType, Slot } from "../../api/queries";
import { clock, zoneName } from "../../ui/time";
import { TYPE_OPTIONS } from "../../ui/words";

export const PARTS = [
	["night", t`Night`, "00:00", "06:00"],
	["morning", t`Morning`, "06:00", "12:00"],
	["afternoon", t`Afternoon`, "12:00", "18:00"],
	["evening", t`Evening`, "18:00", "00:00"],
] as const;

export type Part = (typeof PARTS)[number][0];

export function partOf(moment: string): Part {
	return (PARTS[Math.floor(new Date(moment).getHours() / 6)] ?? PARTS[0])[0];
}

export interface DayPart {
	part: Part;
	label: string;
	/** The slots of each type, soonest first. */
	types: { type: InterviewType; slots: Slot[] }[];
}

/** The parts of the day that have slots. */
export function byPart(slots: readonly Slot[]): DayPart[] {
	const inOrder = [...slots].sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));
	return PARTS.map(([part, label]) => ({
		part,
		label,
		types: TYPE_OPTIONS.map(([type]) => ({
			type,
			slots: inOrder.filter((slot) => slot.interview_type === type && partOf(slot.starts_at) === part),
		})).filter((one) => one.slots.length > 0),
	})).filter((one) => one.types.length > 0);
}

/** How to call a time: with its zone if another one has the same hour, as when clocks go back. */
export function timeName(moment: string, all: readonly Slot[]): string {
	const name = clock(moment);
	const isTwice = all.some((one) => one.starts_at !== moment && clock(one.starts_at) === name);
	return isTwice ? `${name} ${zoneName(moment)}` : name;
}

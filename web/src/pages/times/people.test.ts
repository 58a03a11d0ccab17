import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Slot } from "../../api/queries";
import { dayStart } from "../../ui/time";
import { byDay, freeEvening, hasPeople } from "./people";

beforeEach(() => {
	vi.stubEnv("TZ", "Europe/Berlin");
});
afterEach(() => vi.unstubAllEnvs());

function slot(at: string, booked: number, more: Partial<Slot> = {}): Slot {
	return { starts_at: at, booked, mine: null, popular: false, ...more } as Slot;
}
const MINE = { booking_id: 1, status: "booked", difficulty: "easy" } as const;

test("people are counted by the day here, without oneself", () => {
	const days = byDay([
		slot("2027-01-10T22:00:00Z", 2),
		slot("2027-01-10T23:00:00Z", 4, { mine: MINE }),
		slot("2027-01-11T10:00:00Z", 1),
		slot("2027-01-12T10:00:00Z", 1, { mine: MINE }),
	]);
	expect([...days]).toEqual([
		["2027-01-10", 2],
		["2027-01-11", 4],
	]);
});

test("a time that only I have booked has nobody to meet, a popular one has", () => {
	expect(hasPeople(slot("2027-01-10T22:00:00Z", 1, { mine: MINE }))).toBe(false);
	expect(hasPeople(slot("2027-01-10T22:00:00Z", 0, { popular: true }))).toBe(true);
});

test("the next free evening is today until its last hour, and no day with a booking", () => {
	const today = new Date(2027, 2, 27);
	const days = [0, 1, 2].map((offset) => dayStart(today, offset));
	const on = (day: number) => ({ starts_at: new Date(2027, 2, day, 9).toISOString() });
	expect(freeEvening(days, [], new Date(2027, 2, 27, 22, 59))).toBe(0);
	expect(freeEvening(days, [], new Date(2027, 2, 27, 23, 1))).toBe(1);
	// The night in which clocks change.
	expect(freeEvening(days, [on(27), on(28)], new Date(2027, 2, 27, 8))).toBe(2);
	expect(freeEvening(days, [on(27), on(28), on(29)], new Date(2027, 2, 27, 8))).toBeNull();
});

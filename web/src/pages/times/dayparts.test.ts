import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Slot } from "../../api/queries";
import { byTime, partOf } from "./dayparts";

beforeEach(() => {
	vi.stubEnv("TZ", "Europe/Berlin");
});
afterEach(() => vi.unstubAllEnvs());

function slot(id: number, at: string): Slot {
	const ends = new Date(Date.parse(at) + 3_600_000).toISOString();
	return { id, starts_at: at, ends_at: ends } as Slot;
}

test("parts of the day go by the clocks here, in winter and in summer", () => {
	expect(partOf("2027-01-10T17:00:00Z")).toBe("evening");
	expect(partOf("2027-07-10T16:00:00Z")).toBe("evening");
	expect(partOf("2027-07-10T15:59:00Z")).toBe("afternoon");
	expect(partOf("2027-07-10T22:00:00Z")).toBe("night");
});

test("slots of one time stand together, and times in their order", () => {
	const day = byTime([
		slot(1, "2027-01-10T17:00:00Z"),
		slot(2, "2027-01-10T07:00:00Z"),
		slot(3, "2027-01-10T17:00:00Z"),
	]);
	expect(day.map((one) => [one.label, one.hours.map((hour) => hour.slots.map(({ id }) => id))])).toEqual([
		["Morning", [[2]]],
		["Evening", [[1, 3]]],
	]);
});

test("the hour that comes twice in autumn is two times", () => {
	const [night] = byTime([slot(1, "2027-10-31T00:00:00Z"), slot(2, "2027-10-31T01:00:00Z")]);
	expect(night?.hours.length).toBe(2);
});

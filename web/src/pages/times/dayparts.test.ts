import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Slot } from "../../api/queries";
import { byPart, partOf, timeName } from "./dayparts";

beforeEach(() => {
	vi.stubEnv("TZ", "Europe/Berlin");
});
afterEach(() => vi.unstubAllEnvs());

function slot(id: number, at: string, type: Slot["interview_type"] = "technical"): Slot {
	return { id, starts_at: at, interview_type: type } as Slot;
}

test("parts of the day go by the clocks here, in winter and in summer", () => {
	expect(partOf("2027-01-10T17:00:00Z")).toBe("evening");
	expect(partOf("2027-07-10T16:00:00Z")).toBe("evening");
	expect(partOf("2027-07-10T15:59:00Z")).toBe("afternoon");
	expect(partOf("2027-07-10T22:00:00Z")).toBe("night");
});

test("slots stand by part of the day and type, in their order", () => {
	const day = byPart([
		slot(1, "2027-01-10T18:00:00Z"),
		slot(2, "2027-01-10T07:00:00Z"),
		slot(3, "2027-01-10T17:00:00Z"),
		slot(4, "2027-01-10T17:00:00Z", "behavioral"),
	]);
	expect(
		day.map(({ label, types }) => [label, types.map(({ type, slots }) => [type, ...slots.map(({ id }) => id)])]),
	).toEqual([
		["Morning", [["technical", 2]]],
		[
			"Evening",
			[
				["technical", 3, 1],
				["behavioral", 4],
			],
		],
	]);
});

test("the hour that comes twice in autumn has two names", () => {
	const night = [slot(1, "2027-10-31T00:00:00Z"), slot(2, "2027-10-31T01:00:00Z"), slot(3, "2027-10-31T02:00:00Z")];
	const names = night.map((one) => timeName(one.starts_at, night));
	expect(new Set(names).size).toBe(3);
	expect(names[2]).not.toMatch(/GMT|CET/);
});

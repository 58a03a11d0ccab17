import { afterEach, expect, test, vi } from "vitest";
import { about, countdown, dayStart, duration, isoDay, relative, startOfDay, usableZone } from "./time";

afterEach(() => vi.unstubAllEnvs());

test("a countdown shows hours only when there are some, and never less than nothing", () => {
	expect(countdown(3_845)).toBe("1:04:05");
	expect(countdown(245)).toBe("4:05");
	expect(countdown(-3)).toBe("0:00");
});

test("waits are told roughly", () => {
	expect(about(4)).toBe("a few seconds");
	expect(about(42)).toBe("about 40 s");
	expect(about(200)).toBe("about 3 min");
});

test("moments near by are told in words", () => {
	const now = Date.parse("2027-03-04T12:00:00Z");
	expect(relative("2027-03-04T16:00:00Z", now)).toBe("in 4 hours");
});

test("a device that does not know its zone has none", () => {
	expect(["Europe/Berlin", "Etc/Unknown", "Mars/Olympus", "", undefined].map(usableZone)).toEqual([
		"Europe/Berlin",
		null,
		null,
		null,
		null,
	]);
});

test("durations are told in hours and minutes", () => {
	expect([20, 60, 3_540, 3_600, 3_900, 7_215].map(duration)).toEqual([
		"under a minute",
		"1 min",
		"59 min",
		"1 h",
		"1 h 5 min",
		"2 h",
	]);
});

// Clocks change at midnight, before it, by half an hour, or never.
const ZONES = [
	"Europe/Berlin",
	"America/New_York",
	"America/Santiago",
	"Australia/Lord_Howe",
	"Asia/Kolkata",
	"Pacific/Apia",
];

test.each(ZONES)("a year of days follow each other without a gap in %s, whenever its clocks change", (zone) => {
	vi.stubEnv("TZ", zone);
	const seen = Array.from({ length: 366 }, (_, days) => dayStart(new Date(2027, 0, 1, 15), days));
	const named = seen.map(isoDay);
	expect(new Set(named).size).toBe(366);
	expect(named).toEqual([...named].sort());
	const lengths = seen.slice(1).map((start, index) => (start.getTime() - (seen[index] as Date).getTime()) / 3_600_000);
	expect(lengths.every((hours) => hours >= 23 && hours <= 25)).toBe(true);
});

test("a day with a change of clocks is not 24 hours long", () => {
	vi.stubEnv("TZ", "Europe/Berlin");
	const hours = (date: number, month: number) =>
		(dayStart(new Date(2027, month, date), 1).getTime() - dayStart(new Date(2027, month, date)).getTime()) / 3_600_000;
	expect([hours(28, 2), hours(31, 9), hours(1, 5)]).toEqual([23, 25, 24]);
});

test("a date field is read as a day here, and other text as none", () => {
	vi.stubEnv("TZ", "America/New_York");
	expect(startOfDay("2027-07-01")?.toISOString()).toBe("2027-07-01T04:00:00.000Z");
	expect(startOfDay("2027-12-31", 1)?.toISOString()).toBe("2028-01-01T05:00:00.000Z");
	expect(startOfDay("")).toBeNull();
});

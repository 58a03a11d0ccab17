import { expect, test } from "vitest";
import { about, countdown, dayStart } from "./time";

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

test("days begin at midnight here, also around a change of the clock", () => {
	for (let days = 0; days < 366; days += 1) {
		const start = dayStart(new Date(2027, 0, 1, 15), days);
		expect([start.getHours(), start.getMinutes()]).toEqual([0, 0]);
	}
});

import { afterEach, expect, test, vi } from "vitest";
import { noteTime, serverNow } from "./serverTime";

afterEach(() => {
	vi.useRealTimers();
});

test("a clock that is wrong by minutes is put right, one that is right within seconds is left alone", () => {
	vi.useFakeTimers({ now: new Date("2027-01-01T12:00:00Z") });
	noteTime("Fri, 01 Jan 2027 12:07:00 GMT");
	expect(new Date(serverNow()).toISOString()).toBe("2027-01-01T12:07:00.000Z");
	noteTime(null);
	expect(new Date(serverNow()).toISOString()).toBe("2027-01-01T12:07:00.000Z");
	noteTime("Fri, 01 Jan 2027 12:00:01 GMT");
	expect(new Date(serverNow()).toISOString()).toBe("2027-01-01T12:00:00.000Z");
});

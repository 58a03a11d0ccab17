import { expect, test } from "vitest";
import type { MatchState } from "../../api/matchState";
import type { ServerFrame } from "../../sockets/frames";
import { endingBy, isOver } from "./ending";

const place = { status: "matched", slot_id: 7, booking_id: 1, interview: { id: "abc" } } as MatchState;
const frame = (type: string, data: object) => ({ type, data }) as unknown as ServerFrame;
const changed = (status: string, more = {}) => frame("booking.changed", { booking_id: 1, slot_id: 7, status, ...more });

test.each([
	["no_show", "missed"],
	["cancelled", "cancelled"],
	["booked", "left"],
	["expired", "expired"],
	["completed", "completed"],
])("a booking that is %s ends the wait: %s", (status, why) => {
	expect(endingBy(changed(status), place)?.why).toBe(why);
});

test.each(["waiting", "matched"])("a booking that is %s goes on", (status) => {
	expect(endingBy(changed(status), place)).toBeNull();
});

test("a booking that was moved says so, and another booking is no matter", () => {
	expect(endingBy(changed("booked", { slot_id: 9 }), place)?.why).toBe("moved");
	expect(endingBy(changed("cancelled", { booking_id: 2 }), place)).toBeNull();
});

test("a room that closes says which times are next", () => {
	const next_slots = [{ slot_id: 9, starts_at: "2027-01-01T00:00:00Z" }];
	expect(endingBy(frame("match.expired", { booking_id: 1, slot_id: 7, next_slots }), place)).toEqual({
		why: "expired",
		next: next_slots,
	});
});

test("what the server knows nothing of is over; a presence that lapsed is not", () => {
	const state = (status: MatchState["status"], booking_id: number | null = 1) => ({ ...place, status, booking_id });
	expect(isOver(state("idle", null), 1)).toBe(true);
	expect(isOver(state("expired"), 1)).toBe(true);
	expect(isOver(state("booked", 2), 1)).toBe(true);
	expect(isOver(state("booked"), 1)).toBe(false);
	expect(isOver(state("waiting"), 1)).toBe(false);
	expect(isOver(state("idle", null), null)).toBe(false);
});

import { expect, test } from "vitest";
import { type MatchState, type WaitingRoomChange, withWaitingRoomChange } from "./matchState";

const waiting = { status: "waiting", slot_id: 7, booking_id: 1, position: 2, interview: null } as MatchState;
const change = {
	slot_id: 7,
	waiting: { easy: 1, medium: 0, hard: 0 },
	position: 1,
	pairs_at: null,
} as WaitingRoomChange;

test("a change of the room moves me up in line", () => {
	expect(withWaitingRoomChange(waiting, change)).toMatchObject({ status: "waiting", position: 1, booking_id: 1 });
});

test("who has no position is not in line, until they have one again", () => {
	const away = withWaitingRoomChange(waiting, { ...change, position: null });
	expect(away).toMatchObject({ status: "booked", position: null, waiting: null });
	expect(withWaitingRoomChange(away, change).status).toBe("waiting");
});

test.each(["idle", "matched", "expired"] as const)("a change that comes late does not make %s a wait", (status) => {
	const over = { ...waiting, status };
	expect(withWaitingRoomChange(over, change)).toBe(over);
});

test("another room's change is none of mine", () => {
	expect(withWaitingRoomChange(waiting, { ...change, slot_id: 8 })).toBe(waiting);
});

import { expect, test } from "vitest";
import { isThere, type MatchState, type WaitingRoomChange, whereAmI, withWaitingRoomChange } from "./matchState";

const waiting = {
	status: "waiting",
	slot_id: 7,
	booking_id: 1,
	position: 2,
	away: false,
	interview: null,
} as MatchState;
const change = {
	slot_id: 7,
	waiting: { easy: 1, medium: 0, hard: 0 },
	position: 1,
	pairs_at: null,
	reunion_at: "2027-01-01T00:00:00Z",
	reunion: null,
} as WaitingRoomChange;

test("a change of the room moves me up in line, and says whom I meet again", () => {
	expect(withWaitingRoomChange(waiting, change)).toMatchObject({
		...{ status: "waiting", position: 1, booking_id: 1, reunion_at: change.reunion_at },
	});
});

test("without a position nothing is guessed", () => {
	expect(withWaitingRoomChange(waiting, { ...change, position: null })).toMatchObject({
		...{ status: "waiting", position: null, away: false },
	});
});

test("a position brings back somebody who was away", () => {
	const away = { ...waiting, status: "booked", away: true } as MatchState;
	expect(whereAmI(away)).toBe("away");
	expect(whereAmI(withWaitingRoomChange(away, change))).toBe("waiting");
});

test.each(["idle", "matched", "expired"] as const)("a change that comes late does not make %s a wait", (status) => {
	const over = { ...waiting, status };
	expect(withWaitingRoomChange(over, change)).toBe(over);
});

test("another room's change is none of mine", () => {
	expect(withWaitingRoomChange(waiting, { ...change, slot_id: 8 })).toBe(waiting);
});

test.each([
	[{ status: "idle" }, "nowhere", false],
	[{ status: "expired" }, "nowhere", false],
	[{ status: "booked" }, "booked", false],
	[{ status: "booked", away: true }, "away", true],
	[{ status: "waiting" }, "waiting", true],
	[{ status: "matched", interview: { status: "matched" } }, "matched", true],
	[{ status: "matched", interview: { status: "live" } }, "live", true],
])("%j is %s", (state, where, there) => {
	const mine = { ...waiting, ...state } as MatchState;
	expect(whereAmI(mine)).toBe(where);
	expect(isThere(mine)).toBe(there);
});

import { expect, test } from "vitest";
import type { RoomState } from "../state";
import { agreementIn, type Picture } from "./agreement";

const room = (mine: boolean | undefined, peer: boolean | undefined, more: object = {}) =>
	({
		interview: { peer: { id: 2 }, video: { provider: "webrtc" }, ...more },
		participants: [
			{ user_id: 1, cameras_agreed: mine },
			{ user_id: 2, cameras_agreed: peer },
		],
	}) as unknown as RoomState;

test("a picture is clear only while both agree", () => {
	const pictures = (start: "off" | "blurred" | "on"): Picture[] =>
		[room(false, false), room(true, false), room(false, true), room(true, true)].map(
			(one) => agreementIn(one, start).picture,
		);
	expect(pictures("off")).toEqual(["none", "none", "none", "clear"]);
	expect(pictures("blurred")).toEqual(["blurred", "blurred", "blurred", "clear"]);
	expect(pictures("on")).toEqual(["none", "none", "none", "clear"]);
});

test("where the pictures can't be blurred, there are none until both agree", () => {
	const zego = { video: { provider: "zego" } };
	expect(agreementIn(room(true, false, zego), "blurred").picture).toBe("none");
	expect(agreementIn(room(true, true, zego), "blurred").picture).toBe("clear");
});

test("nothing is sent before the room is known", () => {
	expect(agreementIn(null, "blurred").picture).toBe("none");
});

test("with a server of before, people see each other as they did", () => {
	expect(agreementIn(room(undefined, undefined), "off").picture).toBe("clear");
});

test("what the user takes back counts at once", () => {
	expect(agreementIn(room(true, true), "off", true)).toMatchObject({ mine: false, peer: true, picture: "none" });
	expect(agreementIn(room(true, true), "blurred", true).picture).toBe("blurred");
});

test("between minors, and where one only writes, there is no picture whatever they agreed to", () => {
	for (const more of [{ camera_allowed: false }, { video: { provider: "webrtc", allowed: false } }]) {
		for (const start of ["off", "blurred", "on"] as const) {
			const none = { isPossible: false, mine: false, peer: false, picture: "none" };
			expect(agreementIn(room(true, true, more), start)).toEqual(none);
		}
	}
});

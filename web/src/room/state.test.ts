import { expect, test } from "vitest";
import type { RoomSnapshot, ServerFrame } from "../sockets/frames";
import { after, fromSnapshot } from "./state";

const snapshot = {
	interview: { id: "i", status: "live", role: "interviewer", peer: { id: 2, username: "bob" }, question: { id: 1 } },
	participants: [
		{ user_id: 1, seat: 1, role: "interviewer", ready: true, presence: "here" },
		{ user_id: 2, seat: 2, role: "interviewee", ready: true, presence: "here" },
	],
	chat: [{ id: "a", user_id: 2, text: "Hello", at: "2027-01-01T00:00:00Z" }],
} as unknown as RoomSnapshot;

const frame = (type: string, data: object) => ({ type, data }) as unknown as ServerFrame;

test("a line that comes twice is said once", () => {
	const line = { id: "b", user_id: 1, text: "Hi", at: "2027-01-01T00:00:01Z" };
	const once = after(fromSnapshot(snapshot), frame("chat.message", line));
	expect(after(once, frame("chat.message", line)).chat).toHaveLength(2);
});

test("after a swap the solution is gone from who answers now", () => {
	const swapped = after(fromSnapshot(snapshot), frame("roles.swapped", { interviewer_id: 2 }));
	expect(swapped.interview.role).toBe("interviewee");
	expect(swapped.interview.question).toBeNull();
	expect(swapped.participants.map((one) => one.role)).toEqual(["interviewee", "interviewer"]);
});

test("who was cut and comes back, or leaves, isn't reconnecting any more", () => {
	const cut = after(fromSnapshot(snapshot), frame("peer.reconnecting", { user_id: 2 }));
	expect(cut.peerReconnecting).toBe(true);
	expect(after(cut, frame("peer.joined", { user_id: 2 })).peerReconnecting).toBe(false);
	const left = after(cut, frame("peer.left", { user_id: 2 }));
	expect(left.peerReconnecting).toBe(false);
	expect(left.participants[1]?.presence).toBe("left");
});

test("a room that is over says so from its snapshot", () => {
	const over = { ...snapshot, interview: { ...snapshot.interview, status: "ended" } } as RoomSnapshot;
	expect(fromSnapshot(over).ended?.reason).toBe("ended");
});

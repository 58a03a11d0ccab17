import { expect, test } from "vitest";
import type { RoomSnapshot, ServerFrame } from "../sockets/frames";
import { after, fromSnapshot, runsOfQuestion, withOlderChat } from "./state";

const snapshot = {
	interview: { id: "i", status: "live", role: "interviewer", peer: { id: 2, username: "bob" }, question: { id: 1 } },
	participants: [
		{ user_id: 1, seat: 1, role: "interviewer", ready: true, presence: "here" },
		{ user_id: 2, seat: 2, role: "interviewee", ready: true, presence: "here" },
	],
	chat: [{ id: "a", user_id: 2, text: "Hello", at: "2027-01-01T00:00:00Z" }],
	chat_before: null,
	language: "python",
	runs: [],
} as unknown as RoomSnapshot;

const run = { id: "r", user_id: 2, language: "go", status: "Finished", stdout: "", stderr: "", ms: 5, total: null };
const line = { id: "b", user_id: 2, text: "Here again", at: "2027-01-01T00:00:01Z" };
const frame = (type: string, data: object) => ({ type, data }) as unknown as ServerFrame;

test("a server of before takes the marks of before on the whiteboard", () => {
	expect(fromSnapshot(snapshot).marks).toEqual(["stroke", "label"]);
	const marks = ["stroke", "label", "rect"];
	expect(fromSnapshot({ ...snapshot, marks }).marks).toEqual(marks);
});

test("a line that comes twice is said once", () => {
	const once = after(fromSnapshot(snapshot), frame("chat.message", line));
	expect(after(once, frame("chat.message", line)).chat).toHaveLength(2);
});

test("work is unsaved until the server says otherwise, or a new socket begins", () => {
	const unsaved = after(fromSnapshot(snapshot), { type: "document.unsaved" });
	expect(unsaved.isUnsaved).toBe(true);
	expect(after(unsaved, { type: "document.saved" }).isUnsaved).toBe(false);
	expect(fromSnapshot(snapshot).isUnsaved).toBe(false);
});

test("after a swap the solution is gone from who answers now", () => {
	const swapped = after(fromSnapshot(snapshot), frame("roles.swapped", { interviewer_id: 2 }));
	expect(swapped.interview.role).toBe("interviewee");
	expect(swapped.interview.question).toBeNull();
	expect(swapped.participants.map((one) => one.role)).toEqual(["interviewee", "interviewer"]);
});

test.each([
	["peer.reconnected", { user_id: 2 }],
	["signal", { user_id: 2, candidate: {} }],
	["chat.message", line],
	["run.shared", run],
	["editor.language", { language: "go", by: 2 }],
	["roles.swapped", { interviewer_id: 1, by: 2 }],
	["interview.extension_proposed", { by: 2, until: "2027-01-01T00:01:00Z" }],
	["peer.ready", { user_id: 2 }],
	["cameras.agreed", { user_id: 2, agreed: true }],
	["peer.media", { user_id: 2, microphone: true, camera: true, screen: false }],
	["peer.caption", { user_id: 2, line: "l", text: "Hello", final: false }],
	["peer.recording", { user_id: 2, recording: "r", step: "ask" }],
	["peer.typing", { user_id: 2 }],
])("%s of the peer's is a sign that they are back, one of mine is none", (type, data) => {
	const room = fromSnapshot({ ...snapshot, runs: [] });
	const cut = after(room, frame("peer.reconnecting", { user_id: 2 }));
	expect(after(cut, frame(type, data)).peerReconnecting).toBe(false);
	const mine = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, value === 2 ? 1 : value]));
	expect(after(cut, frame(type, mine)).peerReconnecting).toBe(true);
});

test("what each says of cameras is known of them alone, and outlasts their leaving", () => {
	const agreed = after(fromSnapshot(snapshot), frame("cameras.agreed", { user_id: 2, agreed: true }));
	const told = (room: typeof agreed) => room.participants.map((one) => [one.user_id, one.cameras_agreed === true]);
	expect(told(agreed)).toEqual([
		[1, false],
		[2, true],
	]);
	expect(told(after(agreed, frame("peer.left", { user_id: 2 })))).toEqual(told(agreed));
	const back = after(agreed, frame("cameras.agreed", { user_id: 2, agreed: false }));
	expect(told(back)).toEqual([
		[1, false],
		[2, false],
	]);
});

test("what the peer sends is known until they leave, and that they write until their line comes", () => {
	const media = { user_id: 2, microphone: true, camera: false, screen: false };
	const room = after(after(fromSnapshot(snapshot), frame("peer.media", media)), frame("peer.typing", { user_id: 2 }));
	expect(room).toMatchObject({ peerMedia: media, peerTyping: 1 });
	expect(after(room, frame("chat.message", { ...line, user_id: 1 })).peerTyping).toBe(1);
	expect(after(room, frame("chat.message", line)).peerTyping).toBe(0);
	expect(fromSnapshot(snapshot, room)).toMatchObject({ peerMedia: media, peerTyping: 0 });
	expect(after(room, frame("peer.left", { user_id: 2 }))).toMatchObject({ peerMedia: null, peerTyping: 0 });
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

test("a wish for more time stands until both have it", () => {
	const wish = { by: 2, until: "2027-01-01T00:01:00Z" };
	const asked = after(fromSnapshot(snapshot), frame("interview.extension_proposed", wish));
	expect(asked.extension).toEqual(wish);
	const more = after(asked, frame("interview.extended", { ends_at: "2027-01-01T01:00:00Z", extensions_left: 1 }));
	expect(more.extension).toBeNull();
	expect(more.interview.ends_at).toBe("2027-01-01T01:00:00Z");
});

test("runs of the other question are not shown, those of old servers are", () => {
	const shared = (id: string, question_id: number | null) => frame("run.shared", { ...run, id, question_id });
	const room = [shared("a", 1), shared("b", 2), shared("c", null)].reduce(after, fromSnapshot(snapshot));
	expect(runsOfQuestion(room.runs, 1).map(({ id }) => id)).toEqual(["a", "c"]);
});

test.each([
	["chat.message", { ...line, text: { a: 1 } }],
	["chat.message", { ...line, text: "x".repeat(8_001) }],
	["chat.message", { ...line, id: 5 }],
	["chat.message", { ...line, at: null }],
	["run.shared", { ...run, stdout: ["x"] }],
	["run.shared", { ...run, stderr: { a: 1 } }],
	["run.shared", { ...run, status: 5 }],
	["run.shared", { ...run, ms: "5" }],
	["run.shared", { ...run, passed: {} }],
	["run.shared", { ...run, stdin: ["x"] }],
	["run.shared", { ...run, exit_code: "1" }],
	["run.shared", { ...run, results: "x" }],
	["run.shared", { ...run, results: [{ index: 0, call: {} }] }],
	["run.shared", { ...run, results: [{ index: -1, call: "" }] }],
	["run.shared", { ...run, results: [{ index: 0, call: "", passed: "yes" }] }],
	["editor.language", { language: "constructor", by: 2 }],
	["editor.language", { language: ["go"], by: 2 }],
])("a %s of another form, %j, changes nothing", (type, data) => {
	const room = fromSnapshot(snapshot);
	expect(after(room, frame(type, data))).toBe(room);
});

test("what has another form is left out of a snapshot", () => {
	const odd = { ...snapshot, chat: [line, { ...line, text: {} }], runs: [{ ...run, ms: null }, run], language: "x" };
	const room = fromSnapshot(odd as unknown as RoomSnapshot);
	expect(room.chat).toEqual([line]);
	expect(room.runs).toEqual([run]);
	expect(room.language).toBe("plaintext");
});

const lineAt = (second: number) => ({ id: `l${second}`, user_id: 2, text: "x", at: `2027-01-01T00:00:0${second}Z` });
const ids = (room: { chat: { id: string }[] }) => room.chat.map((one) => one.id);

test("a later snapshot keeps the older lines that it has no room for", () => {
	const before = withOlderChat(
		fromSnapshot({ ...snapshot, chat: [lineAt(3)], chat_before: "c" } as RoomSnapshot),
		{ items: [lineAt(2), lineAt(1)], next_cursor: "b" },
		"c",
	);
	expect(ids(before)).toEqual(["l1", "l2", "l3"]);
	const later = fromSnapshot({ ...snapshot, chat: [lineAt(3), lineAt(4)], chat_before: "c" } as RoomSnapshot, before);
	expect(ids(later)).toEqual(["l1", "l2", "l3", "l4"]);
	expect(later.olderChat).toBe("b");
	// Nothing tells that no line is missing in between, so it is read from there.
	const gap = fromSnapshot({ ...snapshot, chat: [lineAt(6)], chat_before: "f" } as RoomSnapshot, later);
	expect(ids(gap)).toEqual(["l1", "l2", "l3", "l4", "l6"]);
	expect(gap.olderChat).toBe("f");
	// A page that was asked for before the snapshot came doesn't move it on.
	expect(withOlderChat(gap, { items: [], next_cursor: null }, "b").olderChat).toBe("f");
	const whole = withOlderChat(gap, { items: [lineAt(5), lineAt(4)], next_cursor: null }, "f");
	expect(ids(whole)).toEqual(["l1", "l2", "l3", "l4", "l5", "l6"]);
	expect(whole.olderChat).toBeNull();
});

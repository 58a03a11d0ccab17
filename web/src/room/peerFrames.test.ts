import { expect, test } from "vitest";
import type { ServerFrame } from "../sockets/frames";
import { isUsable } from "./peerFrames";

const usable = (type: string, data: object) => isUsable({ type, data } as unknown as ServerFrame);
const OFF = { user_id: 2, microphone: false, camera: false };

test("how the peer takes part is taken from any release, and from nobody who says it otherwise", () => {
	expect(usable("peer.media", OFF)).toBe(true);
	expect(usable("peer.media", { ...OFF, screen: true, takes_part: "writing", wants_captions: true })).toBe(true);
	expect(usable("peer.media", { ...OFF, wants_captions: "yes" })).toBe(false);
	expect(usable("peer.media", { ...OFF, camera: 1 })).toBe(false);
	expect(usable("peer.media", { user_id: 2, camera: true })).toBe(false);
});

test("steps of a recording and captions have their form", () => {
	expect(usable("peer.recording", { user_id: 2, recording: "r", step: "ask" })).toBe(true);
	expect(usable("peer.recording", { user_id: 2, recording: "r", step: "go on" })).toBe(false);
	expect(usable("peer.recording", { user_id: 2, recording: {}, step: "agree" })).toBe(false);
	expect(usable("peer.caption", { user_id: 2, line: "l", text: "Hello", final: true })).toBe(true);
	expect(usable("peer.caption", { user_id: 2, line: "l", text: ["Hello"], final: true })).toBe(false);
});

import { expect, test } from "vitest";
import { readSignal } from "./signals";

const names = { from: "mine", to: "theirs" };
const ice = { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "abcd" };

test("what browsers say is read as it is", () => {
	const offer = { ...names, type: "offer", sdp: "v=0\r\n" } as const;
	expect(readSignal({ description: offer })).toEqual({ description: offer });
	expect(readSignal({ description: { type: "hello", from: "mine" } })).toEqual({
		description: { type: "hello", from: "mine", sdp: "" },
	});
	for (const one of [ice, null])
		expect(readSignal({ candidate: { ...names, ice: one } })).toEqual({
			candidate: { ...names, ice: one },
		});
});

test("other fields are left out", () => {
	const more = { candidate: { ...names, more: 1, ice: { ...ice, more: 1 } } };
	expect(readSignal(more)).toEqual({ candidate: { ...names, ice } });
});

test.each([
	{},
	{ description: "offer" },
	{ description: { ...names, type: "other", sdp: "" } },
	{ description: { ...names, type: "offer", sdp: ["v=0"] } },
	{ description: { ...names, type: "offer", sdp: "x".repeat(60_001) } },
	{ description: { type: "hello", from: { name: 1 } } },
	{ description: { type: "hello", from: "x".repeat(65) } },
	{ candidate: { ...names } },
	{ candidate: { ...names, ice: "candidate:1" } },
	{ candidate: { ...names, ice: { ...ice, candidate: 5 } } },
	{ candidate: { ...names, ice: { ...ice, sdpMLineIndex: -1 } } },
	{ candidate: { ...names, ice: { ...ice, sdpMid: {} } } },
])("%j is none", (signal) => {
	expect(readSignal(signal)).toBeNull();
});

import { expect, test } from "vitest";
import { fingerprintsOf, readSignal } from "./signals";

const ice = { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "abcd" };

test("what clients say is read as it is", () => {
	const offer = { type: "offer", sdp: "v=0\r\n" } as const;
	expect(readSignal({ description: offer, from: "theirs" })).toEqual({ description: offer, from: "theirs" });
	for (const candidate of [ice, null]) expect(readSignal({ candidate })).toEqual({ candidate });
	expect(readSignal({ description: { type: "hello", from: "name" } })).toEqual({ isOutdated: true });
});

test("other fields are left out", () => {
	expect(readSignal({ candidate: { ...ice, more: 1 } })).toEqual({ candidate: ice });
});

test("fingerprints are compared whatever their letters, lines and hash functions", () => {
	const sdp = "a=fingerprint:sha-256 AB:CD\r\nm=audio\r\na=fingerprint:SHA-384 ab:CD \na=setup:active";
	expect(fingerprintsOf(sdp)).toEqual(["sha-256 ab:cd", "sha-384 ab:cd"]);
});

test.each([
	{},
	{ description: "offer" },
	{ description: { type: "other", sdp: "" } },
	{ description: { type: "rollback" } },
	{ description: { type: "offer" } },
	{ description: { type: "offer", sdp: ["v=0"] } },
	{ description: { type: "offer", sdp: "x".repeat(60_001) } },
	{ candidate: {} },
	{ candidate: "candidate:1" },
	{ candidate: { ...ice, candidate: 5 } },
	{ candidate: { ...ice, sdpMLineIndex: -1 } },
	{ candidate: { ...ice, sdpMid: {} } },
	{ candidate: { from: "a", to: "b", ice } },
])("%j is none", (signal) => {
	expect(readSignal(signal)).toBeNull();
});

import { expect, test } from "vitest";
import { countLine, type LineCount, sampleOf } from "./lineSample";

const reports = (packets: number, lost: number, bytes: number) => [
	{ type: "outbound-rtp", kind: "audio", packetsSent: packets, bytesSent: bytes, headerBytesSent: 100 },
	{ type: "outbound-rtp", kind: "video", packetsSent: packets, bytesSent: bytes },
	{ type: "remote-inbound-rtp", kind: "audio", packetsLost: lost, fractionLost: 0.9 },
	{ type: "candidate-pair", nominated: false, state: "succeeded", currentRoundTripTime: 9 },
	{
		...{ type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.4 },
		availableOutgoingBitrate: 140_000,
	},
	{ type: "inbound-rtp", packetsReceived: 5 },
];
const none: LineCount = { packets: 0, lost: 0, bytes: 0, at: 0, roundTrip: null, available: null };

test("what browsers count of what is sent is added up", () => {
	const count = { packets: 200, lost: 6, bytes: 10_100, at: 5, roundTrip: 0.4, available: 140_000 };
	expect(countLine(reports(100, 6, 5_000), 5)).toEqual(count);
	expect(countLine([], 0)).toEqual(none);
	expect(countLine([{ type: "outbound-rtp", packetsSent: "5" }], 0)).toEqual(none);
});

test("loss is of all that was kept, and what was sent is of the last two", () => {
	const counts = [
		{ ...none, packets: 100, lost: 50, at: 0 },
		{ ...none, packets: 200, lost: 50, bytes: 1_000, at: 2_000 },
		{ ...none, packets: 300, lost: 70, bytes: 26_000, at: 4_000 },
	];
	expect(sampleOf(counts)).toEqual({ loss: 0.1, roundTrip: null, available: null, sent: 100_000 });
});

test("a few packets say nothing of loss, a report that takes back some is none, and one count is no sample", () => {
	expect(sampleOf([none, { ...none, packets: 10, lost: 9, at: 1 }])?.loss).toBeNull();
	expect(sampleOf([none, { ...none, packets: 100, lost: -3, at: 1 }])?.loss).toBe(0);
	expect(sampleOf([none])).toBeNull();
	expect(sampleOf([])).toBeNull();
});

test("another connection counts from zero", () => {
	expect(
		sampleOf([
			{ ...none, packets: 900 },
			{ ...none, packets: 10 },
		]),
	).toBeNull();
});

import { expect, test } from "vitest";
import { type Counted, counted, inWords, qualityOf } from "./quality";

const quiet: Counted = { received: 0, lost: 0, lostThere: null, roundTrip: 0.05 };

test("what browsers count is added up", () => {
	const reports = [
		{ type: "inbound-rtp", kind: "audio", packetsReceived: 100, packetsLost: 3 },
		{ type: "inbound-rtp", kind: "video", packetsReceived: 900, packetsLost: -1 },
		{ type: "remote-inbound-rtp", kind: "audio", fractionLost: 0.01 },
		{ type: "remote-inbound-rtp", kind: "video", fractionLost: 0.2 },
		{ type: "candidate-pair", nominated: false, state: "succeeded", currentRoundTripTime: 9 },
		{ type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.08 },
		{ type: "outbound-rtp", packetsSent: 5 },
	];
	expect(counted(reports)).toEqual({ received: 1000, lost: 2, lostThere: 0.2, roundTrip: 0.08 });
	expect(counted([])).toEqual({ received: 0, lost: 0, lostThere: null, roundTrip: null });
	expect(counted([{ type: "inbound-rtp", packetsReceived: "5" }])).toMatchObject({ received: 0 });
});

test.each<[string, Counted | null, Partial<Counted>, string]>([
	["nothing came yet", null, { roundTrip: null }, "unknown"],
	["all comes", { ...quiet, received: 100 }, { received: 300 }, "good"],
	["much of theirs is lost since the last look", { ...quiet, received: 1000 }, { received: 1100, lost: 20 }, "loss"],
	[
		"much was lost before the last look",
		{ ...quiet, received: 1000, lost: 500 },
		{ received: 1200, lost: 500 },
		"good",
	],
	["a few packets say nothing", quiet, { received: 5, lost: 5 }, "good"],
	["much of ours is lost", quiet, { received: 300, lostThere: 0.2 }, "ownLoss"],
	["it takes long", quiet, { received: 300, roundTrip: 0.9 }, "delay"],
	["a new connection counts from zero", { ...quiet, received: 9000, lost: 900 }, { received: 10, lost: 0 }, "good"],
])("%s", (_, before, now, quality) => {
	expect(qualityOf(before, { ...quiet, ...now })).toBe(quality);
});

test("only what is not good has words", () => {
	expect([inWords("good"), inWords("unknown")]).toEqual(["", ""]);
	expect(inWords("loss")).toContain("weak");
});

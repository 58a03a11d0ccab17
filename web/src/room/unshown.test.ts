import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchReceived } from "./unshown";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What a browser would tell of one received track, look by look; the last look stays. */
function watching(looks: { muted: boolean; packets: number }[]) {
	const unshown = vi.fn();
	const left = [...looks];
	const now = () => left[0] as (typeof looks)[number];
	const end = watchReceived(
		{
			getReceivers: () => [{ track: { id: "camera", muted: now().muted } } as unknown as RTCRtpReceiver],
			getStats: async () => {
				const { packets } = left.length > 1 ? (left.shift() as (typeof looks)[number]) : now();
				const report = { type: "inbound-rtp", trackIdentifier: "camera", packetsReceived: packets };
				return new Map([["one", report]]) as unknown as RTCStatsReport;
			},
		},
		unshown,
	);
	return { unshown, end };
}

const muted = (...packets: number[]) => packets.map((count) => ({ muted: true, packets: count }));

test.each([
	["packets of a muted track that go on", muted(10, 20, 30), 1],
	["a camera that is off", muted(10, 10, 10, 10), 0],
	["a track that is muted for a moment", [...muted(10, 20), { muted: false, packets: 30 }, ...muted(30, 40, 40)], 0],
	["a picture that is shown", [10, 20, 30, 40].map((packets) => ({ muted: false, packets })), 0],
])("%s", async (_, looks, times) => {
	const { unshown } = watching(looks);
	await vi.advanceTimersByTimeAsync(2_000 * (looks.length + 1));
	expect(unshown).toHaveBeenCalledTimes(times);
});

test("it is told once, and no more after the end", async () => {
	const [told, ended] = [watching(muted(10, 20, 30, 40, 50, 60)), watching(muted(10, 20, 30))];
	ended.end();
	await vi.advanceTimersByTimeAsync(20_000);
	expect([told.unshown.mock.calls.length, ended.unshown.mock.calls.length]).toEqual([1, 0]);
});

// What a line carries at the moment, from what the browser counts (RTCPeerConnection.getStats). Pure.
import { numberOf } from "../quality";

/** What was counted until a moment, or measured at it. */
export interface LineCount {
	/** Packets that were sent, and those of them that the peer reported as lost. */
	packets: number;
	lost: number;
	bytes: number;
	/** In milliseconds. */
	at: number;
	/** From us to the peer and back, in seconds. */
	roundTrip: number | null;
	/** What the browser thinks that it may send, in bit/s. Some browsers don't tell. */
	available: number | null;
}

export interface LineSample {
	/** The share of our packets that was lost on the way; null if too few were sent to say. */
	loss: number | null;
	roundTrip: number | null;
	available: number | null;
	/** What was sent, in bit/s. */
	sent: number;
}

const ENOUGH = 60; // packets
/** Reports of loss come every few seconds, and of a few packets only: one count says little, and so does the last. */
export const KEPT = 5;

export function countLine(reports: Iterable<Record<string, unknown>>, at: number): LineCount {
	const all: LineCount = { packets: 0, lost: 0, bytes: 0, at, roundTrip: null, available: null };
	for (const report of reports) {
		if (report.type === "outbound-rtp") {
			all.packets += numberOf(report.packetsSent) ?? 0;
			all.bytes += (numberOf(report.bytesSent) ?? 0) + (numberOf(report.headerBytesSent) ?? 0);
		} else if (report.type === "remote-inbound-rtp") {
			all.lost += numberOf(report.packetsLost) ?? 0;
		} else if (report.type === "candidate-pair" && report.nominated === true && report.state === "succeeded") {
			all.roundTrip = numberOf(report.currentRoundTripTime) ?? all.roundTrip;
			all.available = numberOf(report.availableOutgoingBitrate) ?? all.available;
		}
	}
	return all;
}

/** Returns what happened between the first and the last of these counts; null if they are not of one connection. */
export function sampleOf(counts: readonly LineCount[]): LineSample | null {
	const [first, now, before] = [counts[0], counts.at(-1), counts.at(-2)];
	if (!first || !now || !before || now.packets < first.packets) return null;
	const packets = now.packets - first.packets;
	const lost = Math.max(0, now.lost - first.lost);
	return {
		loss: packets >= ENOUGH ? Math.min(1, lost / packets) : null,
		roundTrip: now.roundTrip,
		available: now.available,
		sent: (8_000 * Math.max(0, now.bytes - before.bytes)) / Math.max(1, now.at - before.at),
	};
}

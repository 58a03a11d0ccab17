// How good the line of the call is, from what the browser counts (RTCPeerConnection.getStats). Pure.
import { t } from "@lingui/core/macro";

/** What was counted until a moment, or measured at it. */
export interface Counted {
	/** Packets that came and that were lost on the way to us. */
	received: number;
	lost: number;
	/** The share of our packets that the peer lost, as they last told. */
	lostThere: number | null;
	/** From us to the peer and back, in seconds. */
	roundTrip: number | null;
}

/** "ownLoss": what we send is lost; "loss": what the peer sends; "delay": both wait for each other's words. */
export type Quality = "unknown" | "good" | "ownLoss" | "loss" | "delay";

const MUCH_LOSS = 0.05;
const LONG = 0.5; // seconds; from there on people begin to talk at once
const ENOUGH = 50; // packets, to say anything of their loss

export function counted(reports: Iterable<Record<string, unknown>>): Counted {
	const all: Counted = { received: 0, lost: 0, lostThere: null, roundTrip: null };
	for (const report of reports) {
		if (report.type === "inbound-rtp") {
			all.received += numberOf(report.packetsReceived) ?? 0;
			all.lost += numberOf(report.packetsLost) ?? 0;
		} else if (report.type === "remote-inbound-rtp") {
			all.lostThere = Math.max(all.lostThere ?? 0, numberOf(report.fractionLost) ?? 0);
		} else if (report.type === "candidate-pair" && report.nominated === true && report.state === "succeeded") {
			all.roundTrip = numberOf(report.currentRoundTripTime) ?? all.roundTrip;
		}
	}
	return all;
}

export function qualityOf(before: Counted | null, now: Counted): Quality {
	const received = now.received - (before?.received ?? 0);
	const lost = Math.max(0, now.lost - (before?.lost ?? 0));
	if ((now.lostThere ?? 0) > MUCH_LOSS) return "ownLoss";
	if (received + lost >= ENOUGH && lost / (received + lost) > MUCH_LOSS) return "loss";
	if ((now.roundTrip ?? 0) > LONG) return "delay";
	return now.roundTrip === null && received === 0 ? "unknown" : "good";
}

export function inWords(quality: Quality): string {
	if (quality === "ownLoss") return t`Your line is weak: the other side may not see or hear all of you.`;
	if (quality === "loss") return t`The line to the other side is weak: picture and sound may break off.`;
	if (quality === "delay") return t`The line is slow: what you say arrives late.`;
	return "";
}

export function numberOf(value: unknown): number | null {
	return typeof value === "number" && Number.isFinite(value) ? value : null;
}

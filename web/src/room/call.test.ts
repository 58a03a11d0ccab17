import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Call, type CallState } from "./call";

/** A connection that negotiates as browsers do, and knows nothing of media. */
class Connection extends EventTarget {
	static made: Connection[] = [];
	/** Offers with this in them are refused. */
	static refused = "nothing";
	connectionState = "new";
	private signaling = "stable";
	localDescription: { type: string; sdp: string } | null = null;
	remoteDescription: { type: string; sdp: string } | null = null;
	onnegotiationneeded: (() => void) | null = null;
	onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
	onconnectionstatechange: (() => void) | null = null;
	isClosed = false;
	candidates: unknown[] = [];
	private readonly number = Connection.made.push(this);

	/** What comes is muted, and comes all the same. */
	isUnshown = false;
	private packets = 0;

	get signalingState() {
		return this.signaling;
	}
	set signalingState(state: string) {
		this.signaling = state;
		this.dispatchEvent(new Event("signalingstatechange"));
	}
	getTransceivers = () => [];
	getReceivers = () => [{ track: { id: "camera", muted: this.isUnshown } }];
	async getStats() {
		this.packets += 10;
		return new Map([["it", { type: "inbound-rtp", trackIdentifier: "camera", packetsReceived: this.packets }]]);
	}
	addTransceiver = () => this.onnegotiationneeded?.();
	async setLocalDescription() {
		const isOffer = this.signalingState === "stable";
		this.localDescription = { type: isOffer ? "offer" : "answer", sdp: `mine ${this.number}` };
		this.signalingState = isOffer ? "have-local-offer" : "stable";
	}
	async setRemoteDescription(description: { type: string; sdp: string }) {
		if (description.sdp.includes(Connection.refused) && this.remoteDescription) throw new DOMException("no");
		this.remoteDescription = description;
		this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
	}
	async addIceCandidate(candidate: unknown) {
		this.candidates.push(candidate);
		// Descriptions have the candidates that were added.
		if (this.remoteDescription) this.remoteDescription = { ...this.remoteDescription };
		if (this.remoteDescription) this.remoteDescription.sdp += "a=candidate";
	}
	become(state: string) {
		this.connectionState = state;
		this.onconnectionstatechange?.();
	}
	close = () => {
		this.isClosed = true;
	};
}

beforeEach(() => {
	Connection.made = [];
	Connection.refused = "nothing";
	vi.stubGlobal("RTCPeerConnection", Connection);
	vi.stubGlobal("MediaStream", class {});
	vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const settled = () => vi.advanceTimersByTimeAsync(0);
const sdpOf = (fingerprint: string) => `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\n`;

function calling({ polite = true } = {}) {
	const sent: { description?: { type: string; sdp: string }; candidate?: unknown; to?: string }[] = [];
	const states: CallState[] = [];
	const call = new Call({
		iceServers: [],
		polite,
		send: (signal) => sent.push(signal as (typeof sent)[number]),
		changed: (state) => states.push(state),
	});
	const hear = async (type: string, fingerprint: string, from = "socket 1") => {
		call.onSignal({ description: { type, sdp: sdpOf(fingerprint) }, from });
		await settled();
	};
	return { call, sent, states, hear, types: () => sent.map(({ description }) => description?.type) };
}

test("who comes to a peer who is here offers, and who is here answers the one who asked", async () => {
	const [one, other] = [calling(), calling()];
	one.call.begin(true);
	other.call.begin(false);
	await settled();
	expect(one.types()).toEqual(["offer"]);
	expect([other.sent, other.states]).toEqual([[], ["waiting"]]);
	await other.hear("offer", "AA");
	expect(other.sent).toEqual([{ description: { type: "answer", sdp: "mine 2" }, to: "socket 1" }]);
});

test.each([true, false])("when first offers cross, only the polite one gives way: polite is %s", async (polite) => {
	const { call, hear, types } = calling({ polite });
	call.begin(true);
	await settled();
	await hear("offer", "AA");
	expect(types()).toEqual(polite ? ["offer", "answer"] : ["offer"]);
	expect(Connection.made.map(({ isClosed }) => isClosed)).toEqual(polite ? [true, false] : [false]);
});

test("an offer of the same connection goes to the one there is, one of another to a new one", async () => {
	const { call, hear, types } = calling();
	call.begin(false);
	for (const fingerprint of ["AA", "aa", "BB"]) await hear("offer", fingerprint);
	expect(types()).toEqual(["answer", "answer", "answer"]);
	expect(Connection.made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

test("an offer that the connection refuses is answered by a new one", async () => {
	const { call, hear, types } = calling();
	call.begin(false);
	await hear("offer", "AA");
	Connection.refused = "AA";
	await hear("offer", "AA");
	expect([types(), Connection.made.length]).toEqual([["answer", "answer"], 2]);
});

test("an answer of another connection begins anew, one of the peer's other socket does not", async () => {
	const { call, hear, types } = calling();
	call.begin(true);
	await settled();
	await hear("answer", "AA");
	await hear("answer", "AA");
	await hear("answer", "BB", "socket 2");
	expect(types()).toEqual(["offer"]);
	await hear("answer", "BB");
	expect([types(), Connection.made.length]).toEqual([["offer", "offer"], 2]);
});

test("an offer is sent again until it is answered", async () => {
	const { call, hear, states, types } = calling();
	call.begin(true);
	await vi.advanceTimersByTimeAsync(5_000);
	expect(types()).toEqual(["offer", "offer"]);
	call.peerArrived();
	await settled();
	expect(types()).toEqual(["offer", "offer", "offer"]);
	await vi.advanceTimersByTimeAsync(15_000);
	expect(states.at(-1)).toBe("failed");
	await hear("answer", "AA");
	Connection.made.at(-1)?.become("connected");
	await settled();
	expect(states.at(-1)).toBe("connected");
	const before = types().length;
	await vi.advanceTimersByTimeAsync(60_000);
	expect(types()).toHaveLength(before);
});

test("who is here offers when the peer who comes does not", async () => {
	const { call, types } = calling();
	call.begin(false);
	call.peerArrived();
	await vi.advanceTimersByTimeAsync(5_000);
	expect(types()).toEqual(["offer"]);
});

test("a call that works outlives the socket, and one that failed begins anew once the peer is here", async () => {
	const { call, hear, types } = calling();
	call.begin(false);
	await hear("offer", "AA");
	Connection.made[0]?.become("connected");
	call.peerAway();
	call.begin(false);
	await settled();
	expect(Connection.made[0]?.isClosed).toBe(false);
	call.peerAway();
	Connection.made[0]?.become("failed");
	await vi.advanceTimersByTimeAsync(60_000);
	expect(types()).toEqual(["answer"]);
	call.begin(true);
	await settled();
	expect(types()).toEqual(["answer", "offer"]);
});

test("all candidates count, and the end of them is told as null", async () => {
	const { call, sent, hear } = calling();
	call.begin(false);
	await hear("offer", "AA");
	for (const candidate of ["candidate:1", "candidate:2"]) call.onSignal({ candidate: { candidate, sdpMid: "0" } });
	call.onSignal({ candidate: null });
	await settled();
	expect(Connection.made[0]?.candidates).toHaveLength(3);
	Connection.made[0]?.onicecandidate?.({ candidate: null });
	expect(sent.at(-1)).toEqual({ candidate: null });
});

test("a page of before is told apart", async () => {
	const { call, states, types } = calling();
	call.begin(false);
	await settled();
	call.onSignal({ description: { type: "hello", from: "name" } });
	await settled();
	expect([states.at(-1), types()]).toEqual(["outdated", []]);
});

test("an interruption is told once it has lasted two seconds, and not if it heals sooner", async () => {
	const { call, hear, states } = calling();
	call.begin(false);
	await hear("offer", "AA");
	const become = async (state: string, after: number) => {
		Connection.made[0]?.become(state);
		await vi.advanceTimersByTimeAsync(after);
	};
	await become("connected", 0);
	await become("disconnected", 1_900);
	await become("connected", 5_000);
	expect(states).not.toContain("interrupted");
	expect(states.at(-1)).toBe("connected");
	await become("disconnected", 2_000);
	expect(states.at(-1)).toBe("interrupted");
	await become("connected", 0);
	expect(states.at(-1)).toBe("connected");
});

test.each([true, false])("of two who change the same, one offers: polite is %s", async (polite) => {
	const { call, hear, types } = calling({ polite });
	call.begin(false);
	await hear("offer", "AA");
	Connection.made[0]?.onnegotiationneeded?.();
	await settled();
	expect(types()).toEqual(polite ? ["answer"] : ["answer", "offer"]);
	if (!polite) return;
	call.onSignal({ description: { type: "offer", sdp: `${sdpOf("AA")}s=the same\r\n` }, from: "socket 1" });
	await vi.advanceTimersByTimeAsync(1_000);
	expect(types()).toEqual(["answer", "answer"]);
	Connection.made[0]?.onnegotiationneeded?.();
	call.onSignal({ candidate: { candidate: "candidate:1", sdpMid: "0" } });
	await vi.advanceTimersByTimeAsync(1_000);
	expect(types()).toEqual(["answer", "answer", "offer"]);
});

test("what comes and is never shown comes by another connection, while the peer is here to make it", async () => {
	const { call, hear, types } = calling();
	call.begin(false);
	await hear("offer", "AA");
	const [first] = Connection.made;
	first?.become("connected");
	if (first) first.isUnshown = true;
	await vi.advanceTimersByTimeAsync(7_000);
	expect([types(), Connection.made.length, first?.isClosed]).toEqual([["answer", "offer"], 2, true]);
	call.close();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(Connection.made).toHaveLength(2);
});

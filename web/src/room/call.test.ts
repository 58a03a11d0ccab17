import { beforeEach, expect, test, vi } from "vitest";

let names = 0;
vi.mock("../api/client", () => ({ newId: () => `name ${++names}` }));
const { Call } = await import("./call");

type Settle = { resolve(): void; reject(error: Error): void };

/** A connection whose steps end when the test says so; as in browsers, closing one leaves them pending. */
class Connection {
	static made: Connection[] = [];
	static readonly steps: Settle[] = [];
	connectionState = "new";
	signalingState = "stable";
	localDescription = { type: "answer", sdp: "" };
	onnegotiationneeded: unknown;
	private readonly transceivers = [0, 1].map(() => ({
		direction: "sendrecv",
		currentDirection: null,
		receiver: { track: null },
		sender: { replaceTrack: () => step() },
	}));

	constructor() {
		Connection.made.push(this);
	}

	getTransceivers = () => this.transceivers;
	setLocalDescription = () => Promise.resolve();
	setRemoteDescription = () => step();
	close = () => undefined;
}

function step(): Promise<void> {
	return new Promise((resolve, reject) => {
		Connection.steps.push({ resolve, reject });
	});
}

beforeEach(() => {
	Connection.made = [];
	Connection.steps.length = 0;
	vi.stubGlobal("RTCPeerConnection", Connection);
});

/** Makes the polite side's call and greets it, so that it has a connection. Returns the name it goes by. */
async function connected(from: string) {
	const sent: { description?: Record<string, unknown> }[] = [];
	const states: string[] = [];
	const call = new Call({
		iceServers: [],
		polite: true,
		send: (signal) => sent.push(signal as (typeof sent)[number]),
		changed: (state) => states.push(state),
	});
	const name = () => sent.at(-1)?.description?.from as string;
	call.begin();
	call.onSignal({ description: { type: "hello", from } });
	await settled();
	return { call, states, name };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("a track that the connection no longer takes is no failure of the next one", async () => {
	const { call, states } = await connected("peer 1");
	call.setTrack("video", null);
	call.peerGone();
	// An uncaught rejection fails the test run.
	Connection.steps[0]?.reject(new DOMException("The peer connection is closed.", "InvalidStateError"));
	await settled();
	expect(states.at(-1)).toBe("waiting");
});

test("a signal that was being applied when the connection went does not hold up the next ones", async () => {
	const { call, name } = await connected("peer 1");
	call.onSignal({ description: { type: "offer", sdp: "", from: "peer 1", to: name() } });
	await settled();
	expect(Connection.steps).toHaveLength(1);
	call.peerGone();
	call.onSignal({ description: { type: "hello", from: "peer 2" } });
	await settled();
	expect(Connection.made).toHaveLength(2);
});

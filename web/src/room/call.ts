// The video call: one RTCPeerConnection at a time, with perfect negotiation over the room's socket.
//
// Each side names each of its connections. A signal carries both names, and is dropped when either is out of date, so
// that signals of an earlier connection (before a reload or a cut) never reach a later one.
import { newId } from "../api/client";
import type { Commands } from "../sockets/frames";
import type { Kind } from "./media";
import { type Candidate, type Description, type PeerSignal, readSignal } from "./signals";

export type Signal = Commands["signal.send"];

export interface RemoteTracks {
	audio: MediaStreamTrack | null;
	video: MediaStreamTrack | null;
}

export type CallState = "waiting" | "connecting" | "connected" | "failed";

interface Options {
	iceServers: RTCIceServer[];
	/** When two offers cross, the polite side gives way. The other side makes the first offer. */
	polite: boolean;
	send(signal: Signal): void;
	changed(state: CallState, remote: RemoteTracks): void;
}

/** In transceiver order. */
const KINDS: readonly Kind[] = ["audio", "video"];

export class Call {
	private name = newId();
	private peer: string | null = null;
	private connection: RTCPeerConnection | null = null;
	private makingOffer = false;
	private ignoring = false;
	private local: { audio: MediaStreamTrack | null; video: MediaStreamTrack | null } = { audio: null, video: null };
	private remote: RemoteTracks = { audio: null, video: null };
	private queue = Promise.resolve();
	/** Resolves `abandoned`, so that nothing keeps waiting for the current connection. */
	private abandon: () => void = () => undefined;
	private abandoned: Promise<void> = Promise.resolve();
	private closed = false;

	constructor(private readonly options: Options) {}

	/** Announces this side under a new name: at the start, and whenever signals may have been lost. */
	begin(): void {
		if (this.closed) return;
		const { connectionState, signalingState } = this.connection ?? {};
		// An offer without an answer may be among the lost signals.
		if (connectionState !== "connected" || signalingState !== "stable") {
			this.drop();
			this.name = newId();
			this.peer = null;
			this.report("waiting");
		}
		// Addressed to any peer: the peer may have reloaded, though the old call still looks connected.
		this.sendHello(null);
	}

	setTrack(kind: Kind, track: MediaStreamTrack | null): void {
		this.local[kind] = track;
		const { connection } = this;
		const transceiver = connection?.getTransceivers()[KINDS.indexOf(kind)];
		// Fails when the connection has been closed meanwhile; the next connection starts with this track.
		if (transceiver) this.fill(transceiver, kind).catch(() => this.stepFailed(connection));
	}

	/** Handles a signal from the peer. Signals are handled one at a time, since each may wait for the browser. */
	onSignal(said: { description?: unknown; candidate?: unknown }): void {
		const signal = readSignal(said);
		if (!signal) return;
		this.queue = this.queue.then(() => this.handle(signal)).catch(() => this.stepFailed(this.connection));
	}

	/** Ends the call with a peer who has left. */
	peerGone(): void {
		this.drop();
		this.peer = null;
		this.name = newId();
		this.report("waiting");
	}

	close(): void {
		this.closed = true;
		this.drop();
	}

	private sendHello(to: string | null): void {
		this.options.send({ description: { type: "hello", from: this.name, ...(to && { to }) } });
	}

	private report(state: CallState): void {
		if (!this.closed) this.options.changed(state, this.remote);
	}

	/** Reports a failed step, unless its connection is gone or the call works all the same. */
	private stepFailed(connection: RTCPeerConnection | null): void {
		if (connection === this.connection && connection?.connectionState !== "connected") this.report("failed");
	}

	private drop(): void {
		this.abandon();
		const old = this.connection;
		this.connection = null;
		this.remote = { audio: null, video: null };
		this.makingOffer = false;
		this.ignoring = false;
		if (!old) return;
		old.onnegotiationneeded = old.onicecandidate = old.onconnectionstatechange = null;
		old.close();
	}

	private async handle(signal: PeerSignal): Promise<void> {
		if (this.closed) return;
		if ("description" in signal && signal.description.type === "hello") {
			this.onHello(signal.description);
			return;
		}
		const { from, to } = "description" in signal ? signal.description : signal.candidate;
		if (to !== this.name || from !== this.peer || !this.connection) return;
		const { connection, abandoned } = this;
		const applied =
			"description" in signal
				? this.applyDescription(connection, signal.description)
				: this.addCandidate(connection, signal.candidate);
		// A closed connection never settles what it was doing, and later signals must not wait for it.
		await Promise.race([applied, abandoned]);
	}

	private onHello(hello: Description): void {
		if (hello.to && hello.to !== this.name) return; // for one of our earlier connections
		if (hello.from === this.peer) {
			// The peer was away for a moment, and may have missed our offer.
			if (!hello.to && this.connection?.signalingState === "have-local-offer") this.sendDescription(this.connection);
			return;
		}
		this.drop(); // a new connection of the peer's replaces the old call
		this.peer = hello.from;
		// The peer knows our name only if this hello answers ours.
		if (hello.to !== this.name) this.sendHello(this.peer);
		this.connect();
	}

	private connect(): void {
		const connection = new RTCPeerConnection({ iceServers: this.options.iceServers });
		this.connection = connection;
		this.abandoned = new Promise((resolve) => {
			this.abandon = resolve;
		});
		connection.onicecandidate = ({ candidate }) =>
			this.sendNamed((names) => ({ candidate: { ...names, ice: iceOf(candidate) } }));
		connection.onconnectionstatechange = () => this.stateChanged(connection);
		connection.onnegotiationneeded = () => void this.offer(connection);
		this.report("connecting");
		if (this.options.polite) return; // the other side's offer brings the transceivers
		for (const kind of KINDS) {
			connection.addTransceiver(this.local[kind] ?? kind, { direction: this.directionOf(kind) });
		}
	}

	/** Sends our track of a kind, or none. */
	private async fill(transceiver: RTCRtpTransceiver, kind: Kind): Promise<void> {
		transceiver.direction = this.directionOf(kind);
		await transceiver.sender.replaceTrack(this.local[kind]);
	}

	/** Without a camera the video is receive-only, so that the peer is not left with a frozen picture. */
	private directionOf(kind: Kind): RTCRtpTransceiverDirection {
		return kind === "audio" || this.local.video ? "sendrecv" : "recvonly";
	}

	private stateChanged(connection: RTCPeerConnection): void {
		if (connection.connectionState === "connected") this.report("connected");
		if (connection.connectionState === "failed") {
			this.report("failed");
			if (!this.options.polite) connection.restartIce();
		}
	}

	private async offer(connection: RTCPeerConnection): Promise<void> {
		try {
			this.makingOffer = true;
			await connection.setLocalDescription();
			this.sendDescription(connection);
		} catch {
			if (connection === this.connection) this.report("failed");
		} finally {
			if (connection === this.connection) this.makingOffer = false;
		}
	}

	private async applyDescription(connection: RTCPeerConnection, { type, sdp }: Description): Promise<void> {
		if (type === "hello") return;
		if (type === "answer" && connection.signalingState !== "have-local-offer") return;
		const clash = type === "offer" && (this.makingOffer || connection.signalingState !== "stable");
		this.ignoring = clash && !this.options.polite;
		if (this.ignoring) return;
		await connection.setRemoteDescription({ type, sdp });
		if (type !== "offer") return this.updateRemote(connection);
		for (const [index, kind] of KINDS.entries()) {
			const transceiver = connection.getTransceivers()[index];
			if (transceiver) await this.fill(transceiver, kind);
		}
		await connection.setLocalDescription();
		this.sendDescription(connection);
		this.updateRemote(connection);
	}

	/** Shows the tracks that both sides agreed to send. `muted` is unreliable: Chromium forgets to unmute. */
	private updateRemote(connection: RTCPeerConnection): void {
		if (connection !== this.connection) return;
		const [audio = null, video = null] = connection
			.getTransceivers()
			.map(({ currentDirection, receiver }) => (currentDirection?.includes("recv") ? receiver.track : null));
		this.remote = { audio, video };
		this.report(connection.connectionState === "connected" ? "connected" : "connecting");
	}

	private async addCandidate(connection: RTCPeerConnection, { ice }: Candidate) {
		try {
			await connection.addIceCandidate(ice ?? undefined);
		} catch (error) {
			if (!this.ignoring) throw error;
		}
	}

	private sendDescription(connection: RTCPeerConnection): void {
		const made = connection.localDescription;
		if (made && connection === this.connection)
			this.sendNamed((names) => ({ description: { ...names, type: made.type, sdp: made.sdp } }));
	}

	private sendNamed(signal: (names: { from: string; to: string }) => Signal): void {
		if (this.peer && !this.closed) this.options.send(signal({ from: this.name, to: this.peer }));
	}
}

/** Returns a candidate as the server takes it. Browsers may add fields to their own form. */
function iceOf(candidate: RTCIceCandidate | null) {
	if (!candidate) return null;
	const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
	return { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

// The video call: one RTCPeerConnection at a time, with perfect negotiation over the room's socket.
//
// Each side names each of its connections. Signals carry both names and are dropped when either has gone, so that
// what is left of an earlier connection (a reload, a cut line) never reaches a later one.
import { newId } from "../api/client";
import type { Kind } from "./media";

export type Signal = { description: Record<string, unknown> } | { candidate: Record<string, unknown> };

export interface RemoteTracks {
	audio: MediaStreamTrack | null;
	video: MediaStreamTrack | null;
}

export type CallState = "waiting" | "connecting" | "connected" | "failed";

interface Options {
	iceServers: RTCIceServer[];
	/** Of two offers at once the polite side gives way. The other one makes the first offer. */
	polite: boolean;
	send(signal: Signal): void;
	changed(state: CallState, remote: RemoteTracks): void;
}

interface Hello {
	type: "hello";
	from: string;
	to?: string;
}

type Addressed = { from: string; to: string };

/** In the order of their transceivers. */
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
	/** Settles the wait for whatever the present connection is still doing. */
	private abandon: () => void = () => undefined;
	private abandoned: Promise<void> = Promise.resolve();
	private closed = false;

	constructor(private readonly options: Options) {}

	/** Says that we are here, under a new name: at the start, and whenever signals may have been lost. */
	begin(): void {
		if (this.closed) return;
		const { connectionState, signalingState } = this.connection ?? {};
		// An offer that has no answer yet may be among what was lost.
		if (connectionState !== "connected" || signalingState !== "stable") {
			this.drop();
			this.name = newId();
			this.peer = null;
			this.report("waiting");
		}
		// To whoever is there: the peer may be a new one, though the call with the one before looks well still.
		this.sendHello(null);
	}

	setTrack(kind: Kind, track: MediaStreamTrack | null): void {
		this.local[kind] = track;
		const { connection } = this;
		const transceiver = connection?.getTransceivers()[KINDS.indexOf(kind)];
		// Refused when the connection is closed meanwhile; the next connection starts with this track.
		if (transceiver) this.fill(transceiver, kind).catch(() => this.stepFailed(connection));
	}

	/** Handles a signal from the peer. Signals are handled one at a time, since each may wait for the browser. */
	onSignal(signal: { description?: Record<string, unknown> | null; candidate?: Record<string, unknown> | null }): void {
		this.queue = this.queue.then(() => this.handle(signal)).catch(() => this.stepFailed(this.connection));
	}

	/** The peer has left: what we showed of them is gone. */
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
		const hello: Hello = { type: "hello", from: this.name, ...(to && { to }) };
		this.options.send({ description: { ...hello } });
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

	private async handle(signal: {
		description?: Record<string, unknown> | null;
		candidate?: Record<string, unknown> | null;
	}): Promise<void> {
		if (this.closed) return;
		const addressed = (signal.description ?? signal.candidate) as unknown as Addressed | Hello;
		if (!addressed || typeof addressed.from !== "string") return;
		if (signal.description?.type === "hello") {
			this.onHello(addressed as Hello);
			return;
		}
		if (addressed.to !== this.name || addressed.from !== this.peer || !this.connection) return;
		const { connection, abandoned } = this;
		const applied = signal.description
			? this.applyDescription(connection, signal.description as unknown as RTCSessionDescriptionInit)
			: this.addCandidate(connection, signal.candidate as unknown as { ice: RTCIceCandidateInit | null });
		// A closed connection never settles what it was doing, and later signals must not wait for it.
		await Promise.race([applied, abandoned]);
	}

	private onHello(hello: Hello): void {
		if (hello.to && hello.to !== this.name) return; // meant for one of our earlier connections
		if (hello.from === this.peer) {
			// They were away for a moment, and our offer may have come just then.
			if (!hello.to && this.connection?.signalingState === "have-local-offer") this.sendDescription(this.connection);
			return;
		}
		this.drop(); // they are new, so what we had with the one before is over
		this.peer = hello.from;
		// They know this name of ours only when they answer to it.
		if (hello.to !== this.name) this.sendHello(this.peer);
		this.connect();
	}

	private connect(): void {
		const connection = new RTCPeerConnection({ iceServers: this.options.iceServers });
		this.connection = connection;
		this.abandoned = new Promise((resolve) => {
			this.abandon = resolve;
		});
		connection.onicecandidate = ({ candidate }) => this.sendNamed("candidate", { ice: candidate?.toJSON() ?? null });
		connection.onconnectionstatechange = () => this.stateChanged(connection);
		connection.onnegotiationneeded = () => void this.offer(connection);
		this.report("connecting");
		if (this.options.polite) return; // the other side's offer brings the transceivers
		for (const kind of KINDS) {
			connection.addTransceiver(this.local[kind] ?? kind, { direction: this.directionOf(kind) });
		}
	}

	/** Sends what we have of a kind, or nothing. */
	private async fill(transceiver: RTCRtpTransceiver, kind: Kind): Promise<void> {
		transceiver.direction = this.directionOf(kind);
		await transceiver.sender.replaceTrack(this.local[kind]);
	}

	/** A camera that is off takes its line back, so that no last picture stands still over there. Sound needs no such care. */
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

	private async applyDescription(connection: RTCPeerConnection, description: RTCSessionDescriptionInit): Promise<void> {
		if (description.type === "answer" && connection.signalingState !== "have-local-offer") return;
		const clash = description.type === "offer" && (this.makingOffer || connection.signalingState !== "stable");
		this.ignoring = clash && !this.options.polite;
		if (this.ignoring) return;
		await connection.setRemoteDescription({ type: description.type, sdp: description.sdp ?? "" });
		if (description.type !== "offer") return this.updateRemote(connection);
		for (const [index, kind] of KINDS.entries()) {
			const transceiver = connection.getTransceivers()[index];
			if (transceiver) await this.fill(transceiver, kind);
		}
		await connection.setLocalDescription();
		this.sendDescription(connection);
		this.updateRemote(connection);
	}

	/** Shows the tracks that both sides agreed to send. Whether a track is muted says less: Chromium forgets to unmute it. */
	private updateRemote(connection: RTCPeerConnection): void {
		if (connection !== this.connection) return;
		const [audio = null, video = null] = connection
			.getTransceivers()
			.map(({ currentDirection, receiver }) => (currentDirection?.includes("recv") ? receiver.track : null));
		this.remote = { audio, video };
		this.report(connection.connectionState === "connected" ? "connected" : "connecting");
	}

	private async addCandidate(connection: RTCPeerConnection, candidate: { ice: RTCIceCandidateInit | null }) {
		try {
			await connection.addIceCandidate(candidate.ice ?? undefined);
		} catch (error) {
			if (!this.ignoring) throw error;
		}
	}

	private sendDescription(connection: RTCPeerConnection): void {
		const made = connection.localDescription;
		if (made && connection === this.connection) this.sendNamed("description", { type: made.type, sdp: made.sdp });
	}

	private sendNamed(kind: "description" | "candidate", data: Record<string, unknown>): void {
		if (!this.peer || this.closed) return;
		const named = { ...data, from: this.name, to: this.peer };
		this.options.send(kind === "description" ? { description: named } : { candidate: named });
	}
}

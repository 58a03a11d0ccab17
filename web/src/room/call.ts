// The video call: one RTCPeerConnection at a time, with the standard's perfect negotiation over the room's socket.
//
// docs/protocol.md has the rules, which hold for other people's clients, too. The peer's connection is known by its DTLS
// fingerprint: an offer with another one comes from a new connection, for example of a page that was loaded again.
import type { Commands } from "../sockets/frames";
import { SHORT_CUT } from "../ui/useLasting";
import { giveWay } from "./crossing";
import { addLines, fillLine, limitLine, NO_TRACKS, receivedIn, SLOTS, type Slot, type Tracks } from "./lines";
import { type Description, fingerprintsOf, readSignal, sentForm } from "./signals";
import { watchReceived } from "./unshown";

export type Signal = Commands["signal.send"];

/** "outdated": the peer's page is of a version before, which does not speak the standard's signals. */
/** And "interrupted": it was connected, and may be so again by itself. */
export type CallState = "waiting" | "connecting" | "connected" | "interrupted" | "failed" | "outdated";

interface Options {
	iceServers: RTCIceServer[];
	/** When two offers cross, the polite side gives way. */
	polite: boolean;
	send(signal: Signal): void;
	changed(state: CallState, remote: Tracks): void;
}

/** After this many milliseconds without an answer an offer is sent again, since it or its answer may be lost. */
const PATIENCE = 5_000;
const OFFERS_UNTIL_TROUBLE = 3;

export class Call {
	private connection: RTCPeerConnection | null = null;
	/** What is known of the peer's connection: its fingerprints, and the socket it was described by. */
	private peer: { fingerprints: string[]; socket: string | undefined } | null = null;
	private isPeerHere = false;
	private trouble: "failed" | "outdated" | null = null;
	private readonly local: Tracks = { ...NO_TRACKS };
	private isAudioOnly = false;
	private limits: Partial<Record<Slot, RTCRtpEncodingParameters>> = {};
	private remote = NO_TRACKS;
	/** Carries out one step at a time: connections are replaced between steps only, so none is left waiting for one. */
	private steps = Promise.resolve();
	private timer: ReturnType<typeof setTimeout> | undefined;
	private endWatch: () => void = () => undefined;
	private isClosed = false;

	constructor(private readonly options: Options) {}

	/** Begins, or goes on after the socket was cut. The one who comes to a peer who is here makes the offer. */
	begin(isPeerHere: boolean): void {
		this.step(() => {
			this.isPeerHere = isPeerHere;
			if (this.connection?.connectionState === "connected") this.repeatOffer();
			else if (isPeerHere) return this.start();
			else this.drop("waiting");
			return undefined;
		});
	}

	/** The peer has a new socket: they make the offer, unless they have the connection of before, or never do. */
	peerArrived(): void {
		this.step(() => {
			this.isPeerHere = true;
			this.repeatOffer();
			this.watch();
		});
	}

	/** The peer's socket was cut; the call may go on without it. */
	peerAway(): void {
		this.step(() => {
			this.isPeerHere = false;
		});
	}

	/** Ends the call with a peer who has left. */
	peerGone(): void {
		this.peerAway();
		this.step(() => this.drop("waiting"));
	}

	setTrack(slot: Slot, track: MediaStreamTrack | null): void {
		this.local[slot] = track;
		this.step(() => this.connection && this.fill(this.connection, slot));
	}

	/** With audio only, no camera is sent or received. Screens are. */
	setAudioOnly(isOn: boolean): void {
		if (isOn === this.isAudioOnly) return;
		this.isAudioOnly = isOn;
		this.step(() => this.connection && this.fill(this.connection, "video"));
	}

	/** Bounds what is sent from here on, on this connection and later ones. */
	setLimits(limits: Record<Slot, RTCRtpEncodingParameters>): void {
		this.limits = limits;
		this.step(() => this.connection && this.limit(this.connection));
	}

	/** Uses these servers from the next connection on; `restart` lets the present one look for its way through them. */
	setIceServers(iceServers: RTCIceServer[], restart = false): void {
		this.options.iceServers = iceServers;
		this.step(() => {
			this.connection?.setConfiguration({ iceServers });
			if (restart) this.connection?.restartIce();
		});
	}

	/** Handles a signal from the peer. */
	onSignal(said: { description?: unknown; candidate?: unknown; from?: unknown }): void {
		const signal = readSignal(said);
		if (!signal) return;
		this.step(async () => {
			this.isPeerHere = true;
			if ("candidate" in signal) {
				// One that can't be added is one way less, or belongs to a connection of before.
				await this.connection?.addIceCandidate(signal.candidate ?? undefined).catch(() => undefined);
			} else if ("isOutdated" in signal) {
				this.trouble = "outdated";
				this.report("connecting");
			} else if (signal.description.type === "offer") {
				await this.onOffer(signal.description, signal.from);
			} else {
				await this.onAnswer(signal.description, signal.from);
			}
		});
	}

	/** What the browser counts of the present connection. */
	readonly stats = () => this.connection?.getStats();

	close(): void {
		this.isClosed = true;
		clearTimeout(this.timer);
		this.endWatch();
		this.connection?.close();
	}

	private async fill(connection: RTCPeerConnection, slot: Slot): Promise<void> {
		const isWanted = slot !== "video" || !this.isAudioOnly;
		await fillLine(connection, slot, isWanted ? this.local[slot] : null, isWanted);
	}

	private async limit(connection: RTCPeerConnection): Promise<void> {
		for (const slot of SLOTS) {
			const limits = this.limits[slot];
			// A browser that can't bound it sends as it likes.
			if (limits) await limitLine(connection, slot, limits).catch(() => undefined);
		}
	}

	private step(work: () => unknown): void {
		this.steps = this.steps
			.then(async () => {
				if (!this.isClosed) await work();
			})
			.catch(() => {
				if (this.connection?.connectionState === "connected") return;
				this.trouble = "failed";
				this.drop("connecting");
				this.watch();
			});
	}

	/** Whatever is tried meanwhile, trouble stays until it is over. */
	private report(state: CallState): void {
		if (state === "connected" || state === "waiting") this.trouble = null;
		if (!this.isClosed) this.options.changed(this.trouble ?? state, this.remote);
	}

	private drop(state: CallState): void {
		const old = this.connection;
		this.connection = this.peer = null;
		this.remote = NO_TRACKS;
		this.endWatch();
		if (old) {
			old.onnegotiationneeded = old.onicecandidate = old.onconnectionstatechange = null;
			old.close();
		}
		this.report(state);
	}

	private connect(): RTCPeerConnection {
		this.drop("connecting");
		const connection = new RTCPeerConnection({ iceServers: this.options.iceServers });
		this.connection = connection;
		connection.onicecandidate = ({ candidate }) => this.options.send({ candidate: candidate && sentForm(candidate) });
		const offer = () => this.step(() => this.offer(connection));
		connection.onnegotiationneeded = () => (this.options.polite ? giveWay(connection, offer) : offer());
		connection.onconnectionstatechange = () => this.step(() => this.stateChanged(connection));
		this.endWatch = watchReceived(connection, () =>
			this.step(() => connection === this.connection && this.isPeerHere && this.start()),
		);
		return connection;
	}

	/** Makes a new connection, and with it an offer. */
	private async start(): Promise<void> {
		const connection = this.connect();
		addLines(connection, this.isAudioOnly ? { ...this.local, video: null } : this.local);
		if (this.isAudioOnly) await this.fill(connection, "video");
		await this.limit(connection);
	}

	private async stateChanged(connection: RTCPeerConnection): Promise<void> {
		if (connection !== this.connection) return;
		if (connection.connectionState === "connected") this.report("connected");
		if (connection.connectionState === "disconnected") this.sayIfLasting(connection);
		if (connection.connectionState !== "failed") return;
		this.trouble = "failed";
		if (!this.isPeerHere) this.drop("waiting");
		else if (this.options.polite) {
			this.drop("connecting");
			this.watch(); // for the other side's offer
		} else await this.start();
	}

	/** Most interruptions are over soon: browsers look for another way by themselves. */
	private sayIfLasting(connection: RTCPeerConnection): void {
		setTimeout(() => {
			if (connection === this.connection && connection.connectionState === "disconnected") this.report("interrupted");
		}, SHORT_CUT);
	}

	private async offer(connection: RTCPeerConnection): Promise<void> {
		// Not stable, it is asked for again once it is.
		if (connection !== this.connection || connection.signalingState !== "stable") return;
		await connection.setLocalDescription();
		this.repeatOffer();
		this.watch();
	}

	/** Sends an offer of ours that has no answer yet. */
	private repeatOffer(): boolean {
		const { localDescription: made, signalingState } = this.connection ?? {};
		const isUnanswered = made?.type === "offer" && signalingState !== "stable";
		if (isUnanswered) this.options.send({ description: { type: made.type, sdp: made.sdp } });
		return isUnanswered;
	}

	/** Tries again, and again, while the peer is here and nothing comes from them. */
	private watch(round = 1): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => {
			this.step(async () => {
				if (!this.isPeerHere) return;
				if (!this.connection) await this.start();
				else if (this.repeatOffer()) {
					this.watch(round + 1);
					if (round < OFFERS_UNTIL_TROUBLE || this.connection.connectionState === "connected") return;
					this.trouble ??= "failed";
					await this.start();
				}
			});
		}, PATIENCE);
	}

	private async onOffer({ sdp }: Description, socket: string | undefined): Promise<void> {
		let connection = this.connection;
		if (connection && connection.signalingState !== "stable" && !this.options.polite) return;
		// A first offer isn't taken back: what it was to send would stay, beside what the peer's asks for.
		if (!connection?.remoteDescription || this.isAnother(sdp)) connection = this.connect();
		const offer = { type: "offer", sdp } as const;
		await connection.setRemoteDescription(offer).catch(() => {
			// Some libraries number codecs and extensions anew in a later offer, which browsers refuse.
			connection = this.connect();
			return connection.setRemoteDescription(offer);
		});
		this.peer = { fingerprints: fingerprintsOf(sdp), socket };
		for (const slot of SLOTS) await this.fill(connection, slot);
		await connection.setLocalDescription();
		const made = connection.localDescription;
		if (made) this.options.send({ description: { type: made.type, sdp: made.sdp }, ...(socket && { to: socket }) });
		await this.updateRemote(connection);
	}

	private async onAnswer({ type, sdp }: Description, socket: string | undefined): Promise<void> {
		const { connection } = this;
		if (!connection) return;
		const isAwaited = connection.signalingState !== "stable";
		if (this.isAnother(sdp)) {
			// The peer's new connection can't go on with ours. A second socket of theirs may answer, too.
			if (isAwaited || (socket && socket === this.peer?.socket)) await this.start();
		} else if (isAwaited) {
			const isApplied = await connection.setRemoteDescription({ type, sdp }).then(
				() => true,
				() => false, // it may be for an offer of a connection before
			);
			if (!isApplied) return;
			this.peer = { fingerprints: fingerprintsOf(sdp), socket };
			await this.updateRemote(connection);
		}
	}

	private isAnother(sdp: string): boolean {
		const now = fingerprintsOf(sdp);
		return this.peer !== null && !now.some((one) => this.peer?.fingerprints.includes(one));
	}

	/** Shows what comes. */
	private async updateRemote(connection: RTCPeerConnection): Promise<void> {
		this.remote = receivedIn(connection);
		if (this.trouble === "outdated") this.trouble = null;
		this.report(connection.connectionState === "connected" ? "connected" : "connecting");
		// An m-line has come, or gone to another slot.
		await this.limit(connection);
	}
}

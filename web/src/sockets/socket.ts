// A socket that reconnects: it gets a ticket, resumes where it stopped, and keeps commands until they are acked.

import { api, learnWhyItEnded, newId, ok } from "../api/client";
import { Offline, Refused } from "../api/problems";
import { translated } from "../api/problemWords";
import { accessToken, current, subscribe } from "../api/session";
import { asJson } from "../api/wellFormed";
import { backoff, inWords, REST, spread, verdict } from "./closing";
import { forgetConfig, socketsUrl } from "./config";
import { type Answer, type Commands, type ErrorData, isEvent, type Position, type ServerFrame } from "./frames";

export type State = "connecting" | "open" | "reconnecting" | "stopped";

export interface Handlers {
	/** Called when a stream begins here: what was read before may lack changes that the stream does not tell any more. */
	began?(): void;
	/** Handles a frame. `isOld` means that the snapshot already includes it: it may cause a sound, but no state change. */
	frame(frame: ServerFrame, isOld: boolean): void;
	state?(state: State, why?: ErrorData): void;
	binary?(message: Uint8Array): void;
	/** Handles the refusal of anything but a command. */
	refused?(why: ErrorData): void;
}

/** The server refused the command; nothing was changed. */
export class CommandRefused extends Error {
	constructor(readonly data: ErrorData) {
		super(translated(data.code, data.detail));
	}
}

/** The server closed the socket for good before it acked a command, which may or may not have taken effect. */
export class SocketClosed extends Offline {
	constructor(readonly closeCode: number) {
		super();
	}
}

interface Waiting {
	text: string;
	done(): void;
	failed(error: Error): void;
}

// The last position in each stream, for all sockets of this tab, so that one that opens later misses nothing.
const positions = new Map<string, Position>();
const SPREAD = 500; // milliseconds, so that everybody behind one router doesn't come back at once
const SILENCE = 3; // heartbeats without a frame, after which the connection counts as dead

export class LiveSocket {
	private socket: WebSocket | null = null;
	private attempts = 0;
	/** Counts the attempts to connect: one that a later one has overtaken opens nothing. */
	private latest = 0;
	/** Whether the network was gone while this socket was open, which may have died without a word. */
	private wasOffline = false;
	private retryTimer: ReturnType<typeof setTimeout> | undefined;
	private watchTimer: ReturnType<typeof setInterval> | undefined;
	private unsubscribe: (() => void) | undefined;
	private shownToken: string | null = null;
	private readonly waiting = new Map<string, Waiting>();
	private included: Record<string, Position> = {};
	private refusedWith: ErrorData | undefined;
	private badCredentials = 0;
	state: State = "connecting";

	constructor(
		private readonly path: string,
		private readonly streams: () => string[],
		private readonly handlers: Handlers,
	) {}

	open(): void {
		addEventListener("online", this.onOnline);
		addEventListener("offline", this.onOffline);
		document.addEventListener("visibilitychange", this.onVisible);
		this.unsubscribe = subscribe(this.reauthenticate);
		this.watchTimer = setInterval(this.watch, 20_000);
		void this.connect();
	}

	close(): void {
		this.become("stopped");
		this.release();
		this.socket?.close(1000);
		this.socket = null;
		for (const one of this.waiting.values()) one.failed(new Offline());
		this.waiting.clear();
	}

	/** Sends a command; resolves with its ack, over as many connections as it takes. Rejects with CommandRefused. */
	send<Type extends keyof Commands>(type: Type, data: Commands[Type], id = newId()): Promise<void> {
		if (this.state === "stopped") return Promise.reject(new Offline());
		return new Promise((done, failed) => {
			const text = asJson({ type, id, data });
			this.waiting.set(id, { text, done, failed });
			if (this.state === "open") this.socket?.send(text);
		});
	}

	/** Sends a command that only matters now; it is dropped while disconnected. */
	sendNow<Type extends keyof Commands>(type: Type, data: Commands[Type]): void {
		if (this.state === "open") this.socket?.send(asJson({ type, data }));
	}

	sendBinary(message: Uint8Array<ArrayBuffer>): void {
		if (this.state === "open") this.socket?.send(message);
	}

	private release(): void {
		clearTimeout(this.retryTimer);
		clearInterval(this.watchTimer);
		this.unsubscribe?.();
		removeEventListener("online", this.onOnline);
		removeEventListener("offline", this.onOffline);
		document.removeEventListener("visibilitychange", this.onVisible);
	}

	private become(state: State, why?: ErrorData): void {
		if (this.state === state && !why) return;
		this.state = state;
		this.handlers.state?.(state, why);
	}

	/** Reconnects at once, whatever it waits for or tries now; without effect while connected or closed for good. */
	tryNow(delay = 0): void {
		if (this.state !== "reconnecting" && this.state !== "connecting") return;
		this.drop();
		this.attempts = 0;
		clearTimeout(this.retryTimer);
		if (delay > 0) this.retryTimer = setTimeout(() => void this.connect(), delay);
		else void this.connect();
	}

	/** Gives up the present socket, or the attempt to open one. */
	private drop(): void {
		this.latest += 1;
		const socket = this.socket;
		this.socket = null;
		socket?.close();
	}

	private async connect(): Promise<void> {
		this.latest += 1;
		const mine = this.latest;
		try {
			const [base, { ticket }] = await Promise.all([socketsUrl(), ok(api.POST("/auth/ws-ticket"))]);
			if (this.state === "stopped" || mine !== this.latest) return;
			this.attach(new WebSocket(`${base}${this.path}`), ticket);
		} catch (error) {
			if (mine !== this.latest) return;
			if (error instanceof Refused && error.status === 401) this.stop(4501);
			else this.retry();
		}
	}

	private attach(socket: WebSocket, ticket: string): void {
		this.socket = socket;
		this.refusedWith = undefined;
		this.shownToken = current()?.access ?? null;
		socket.binaryType = "arraybuffer";
		socket.onopen = () => {
			const resume = Object.fromEntries(
				this.streams().flatMap((name) => {
					const position = positions.get(name);
					return position ? [[name, { epoch: position.epoch, offset: position.offset }]] : [];
				}),
			);
			socket.send(JSON.stringify({ type: "auth", data: { ticket, resume } }));
		};
		socket.onmessage = ({ data }) => {
			if (socket !== this.socket) return;
			this.heard = Date.now();
			if (typeof data === "string") this.onFrame(JSON.parse(data));
			else this.handlers.binary?.(new Uint8Array(data));
		};
		socket.onclose = ({ code, reason }) => {
			if (socket === this.socket) this.onClose(code, reason);
		};
	}

	private heard = Date.now();
	private heartbeat = 20;

	private onFrame(received: ServerFrame | Answer): void {
		if (received.type === "ack" || received.type === "error") {
			this.onAnswer(received as Answer);
			return;
		}
		const frame = received as ServerFrame;
		if (isEvent(frame)) {
			const last = positions.get(frame.stream);
			if (last && frame.offset !== last.offset + 1) return; // a duplicate, or early: it comes again in order
			positions.set(frame.stream, { epoch: last?.epoch ?? "", offset: frame.offset });
			const snapshot = this.included[frame.stream];
			this.handlers.frame(frame, snapshot !== undefined && frame.offset <= snapshot.offset);
			return;
		}
		if (frame.type === "hello") this.onHello(frame.data);
		if (frame.type === "resync") {
			const { stream, data } = frame as unknown as { stream: string; data: Position };
			positions.set(stream, data);
		}
		if (frame.type === "waiting_room.snapshot" || frame.type === "interview.snapshot") this.included = frame.data.as_of;
		this.handlers.frame(frame, false);
	}

	private onHello(hello: { streams: Record<string, Position>; heartbeat_seconds: number }): void {
		for (const [name, position] of Object.entries(hello.streams)) {
			const last = positions.get(name);
			if (!last) this.handlers.began?.();
			// With a position of the same epoch we have asked to resume from it; the missed events follow.
			if (last?.epoch !== position.epoch || last.offset > position.offset) positions.set(name, position);
		}
		this.heartbeat = hello.heartbeat_seconds;
		this.attempts = 0;
		this.wasOffline = false;
		this.badCredentials = 0;
		this.become("open");
		for (const one of this.waiting.values()) this.socket?.send(one.text);
	}

	private onAnswer(answer: Answer): void {
		const one = answer.id ? this.waiting.get(answer.id) : undefined;
		if (answer.type === "error" && answer.data && !answer.id) {
			this.refusedWith = answer.data;
			this.handlers.refused?.(answer.data);
		}
		if (!answer.id || !one) return;
		if (answer.data?.retry_after_ms) {
			setTimeout(() => this.state === "open" && this.socket?.send(one.text), answer.data.retry_after_ms);
			return;
		}
		this.waiting.delete(answer.id);
		if (answer.type === "ack") one.done();
		else one.failed(new CommandRefused(answer.data as ErrorData));
	}

	private onClose(code: number, reason = ""): void {
		this.socket = null;
		// The next attempt asks for the configuration again: a rollout may be why.
		forgetConfig();
		const next = verdict(code);
		if (code === 4506) void learnWhyItEnded();
		if (code === 4501 && this.badCredentials === 0) {
			this.badCredentials += 1;
			this.retry();
		} else if (next === "stop") this.stop(code, this.refusedWith?.code === reason ? this.refusedWith : undefined);
		else this.retry(next === "slower" ? REST : 0, spread(code, reason));
	}

	private stop(code: number, why = inWords(code)): void {
		this.release();
		this.latest += 1;
		this.become("stopped", why);
		for (const one of this.waiting.values()) one.failed(new SocketClosed(code));
		this.waiting.clear();
	}

	private retry(rest = 0, wait = backoff(this.attempts)): void {
		if (this.state === "stopped") return;
		this.become("reconnecting");
		clearTimeout(this.retryTimer);
		this.retryTimer = setTimeout(() => void this.connect(), rest + wait);
		this.attempts += 1;
	}

	/** The network is back: an open socket may be dead without knowing it, so that it is replaced. */
	private readonly onOnline = (): void => {
		if (this.state === "open" && this.wasOffline) this.become("reconnecting");
		this.tryNow(Math.random() * SPREAD);
	};

	private readonly onOffline = (): void => {
		this.wasOffline = true;
	};

	/** The user is back; browsers slow down the timers of pages that nobody sees. */
	private readonly onVisible = (): void => {
		if (!document.hidden && this.state === "reconnecting" && !this.socket) this.tryNow(Math.random() * SPREAD);
	};

	private readonly watch = (): void => {
		// Browsers hide pings, so only an offline network is certain. Renewing the token keeps the socket past its expiry.
		void accessToken().catch(() => undefined);
		if (!navigator.onLine && this.socket && Date.now() - this.heard > SILENCE * this.heartbeat * 1000) {
			this.socket.close();
			this.onClose(1006);
		}
	};

	private readonly reauthenticate = (): void => {
		const session = current();
		if (!session) {
			this.close();
		} else if (this.state === "open" && session.access !== this.shownToken) {
			this.shownToken = session.access;
			this.send("reauth", { token: session.access } as Commands["reauth"]).catch(() => undefined);
		}
	};
}

// MessageChannel on the program's own loop, which so knows when no message is on its way.
import { onInput } from "./loop";

type Listener = (event: MessageEvent) => void;
type NodeListener = (data: unknown) => void;

export class MessagePort extends EventTarget {
	#peer: MessagePort | null = null;
	#isStarted = false;
	#waiting: unknown[] = [];
	#onmessage: Listener | null = null;

	static pair(): [MessagePort, MessagePort] {
		const [one, other] = [new MessagePort(), new MessagePort()];
		one.#peer = other;
		other.#peer = one;
		return [one, other];
	}

	get onmessage(): Listener | null {
		return this.#onmessage;
	}

	set onmessage(listener: Listener | null) {
		this.#onmessage = listener;
		if (listener) this.start();
	}

	on(name: string, listener: NodeListener): this {
		this.addEventListener(name, (event) => listener((event as MessageEvent).data));
		this.start();
		return this;
	}

	once(name: string, listener: NodeListener): this {
		this.addEventListener(name, (event) => listener((event as MessageEvent).data), { once: true });
		this.start();
		return this;
	}

	postMessage(data: unknown): void {
		const peer = this.#peer;
		if (!peer) return;
		const copy = structuredClone(data);
		if (peer.#isStarted) onInput(() => peer.#receive(copy));
		else peer.#waiting.push(copy);
	}

	#receive(data: unknown): void {
		const event = new MessageEvent("message", { data });
		this.#onmessage?.(event);
		this.dispatchEvent(event);
	}

	start(): void {
		this.#isStarted = true;
		for (const data of this.#waiting.splice(0)) onInput(() => this.#receive(data));
	}

	close(): void {
		const peer = this.#peer;
		this.#peer = null;
		if (peer) peer.#peer = null;
	}

	ref(): void {}
	unref(): void {}
}

export class MessageChannel {
	readonly port1: MessagePort;
	readonly port2: MessagePort;

	constructor() {
		[this.port1, this.port2] = MessagePort.pair();
	}
}

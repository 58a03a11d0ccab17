// What the peer's client tells for this moment only, for the parts of the room that follow it; none of it is kept.
import type { Frames } from "../sockets/frames";

/** "back": the peer, or the user's own line, is back after something may have been missed. */
export type Sign =
	| { type: "peer.caption"; data: Frames["peer.caption"] }
	| { type: "peer.recording"; data: Frames["peer.recording"] }
	| { type: "back" };

export class Signs {
	private readonly listeners = new Set<(sign: Sign) => void>();

	/** Calls back at each sign. Returns how to end it. */
	hear(listener: (sign: Sign) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	tell(sign: Sign): void {
		for (const listener of this.listeners) listener(sign);
	}
}

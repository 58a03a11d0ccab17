// What I have changed in the shared document, in pieces that each fit into a message.
//
// The server says which changes it has when a line begins; what it lacks of these is sent then. So what is typed
// while the line is down isn't lost, also when the page is loaded anew before the line is back.
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";

/** Up to this many bytes changes are put together; a message may have 64 KiB. */
const PIECE = 16 * 1024;

export class Mine {
	private pieces: Uint8Array[] = [];

	constructor(private readonly key: string) {
		try {
			this.pieces = (JSON.parse(sessionStorage.getItem(key) ?? "[]") as string[]).map(fromBase64);
		} catch {
			// Somebody else's, or half of it: what the server has counts.
		}
	}

	all(): readonly Uint8Array[] {
		return this.pieces;
	}

	add(update: Uint8Array): void {
		const last = this.pieces.at(-1);
		if (last && last.length + update.length <= PIECE)
			this.pieces[this.pieces.length - 1] = Y.mergeUpdates([last, update]);
		else this.pieces.push(update);
	}

	/** Returns what somebody with this state lacks of it. */
	missing(state: Uint8Array): Uint8Array[] {
		return this.pieces.map((piece) => Y.diffUpdate(piece, state)).filter((update) => !isEmpty(update));
	}

	/** Keeps it for this tab, for when it is loaded anew. */
	keep(): void {
		try {
			sessionStorage.setItem(this.key, JSON.stringify(this.pieces.map(toBase64)));
		} catch {
			// No storage here, or a full one: then only what was sent is safe.
		}
	}
}

function isEmpty(update: Uint8Array): boolean {
	const { structs, ds } = Y.decodeUpdate(update);
	return structs.length === 0 && ds.clients.size === 0;
}

// Keeps the shared document in step over the room's socket: y-protocols, 0 for the document and 1 for cursors.
//
// The document holds the code as the text `code`, and the whiteboard as the list `board`.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as awareness from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { Mine } from "./mine";
import { checked } from "./peers";
import { keepPlain } from "./plain";

const DOCUMENT = 0;
const CURSORS = 1;
const QUERY_CURSORS = 3;
// Keystrokes of one moment go out together.
const GATHER = 60;

type Bytes = Uint8Array<ArrayBuffer>;

export class DeskLine {
	readonly doc = new Y.Doc();
	readonly text = this.doc.getText("code");
	readonly board = this.doc.getArray<Y.Map<unknown>>("board");
	readonly cursors = new awareness.Awareness(this.doc);
	private readonly mine: Mine;
	private send: (message: Bytes) => void = () => undefined;
	private gathered: Uint8Array[] = [];
	private timer: ReturnType<typeof setTimeout> | undefined;
	private begun = false;

	constructor(interviewId: string) {
		this.mine = new Mine(`mockmate.desk.${interviewId}`);
		for (const update of this.mine.all()) Y.applyUpdate(this.doc, update, this);
		keepPlain(this.text);
		this.cursors.setLocalState(null);
		this.doc.on("update", (update: Uint8Array, origin: unknown) => {
			if (origin === this) return;
			this.gathered.push(update);
			this.timer ??= setTimeout(() => this.flush(), GATHER);
		});
		this.cursors.on("update", (changes: Record<"added" | "updated" | "removed", number[]>, origin: unknown) => {
			if (origin === this || !this.begun) return;
			this.tellCursors([...changes.added, ...changes.updated, ...changes.removed]);
		});
	}

	/** Says how messages go out. */
	attach(send: (message: Bytes) => void): void {
		this.send = send;
	}

	/** The line is open, for the first time or again: ask for what we lack. */
	begin(): void {
		this.begun = true;
		this.tell(DOCUMENT, (encoder) => sync.writeSyncStep1(encoder, this.doc));
		this.tell(QUERY_CURSORS, () => undefined);
		// As something new: that we were gone was told with the clock of what we said last.
		this.cursors.setLocalState(this.cursors.getLocalState());
	}

	/** Takes a binary message of the server's. */
	take(message: Uint8Array): void {
		const decoder = decoding.createDecoder(message);
		const kind = decoding.readVarUint(decoder);
		if (kind === CURSORS) {
			const update = checked(decoding.readVarUint8Array(decoder), this.doc.clientID);
			awareness.applyAwarenessUpdate(this.cursors, update, this);
			return;
		}
		if (kind !== DOCUMENT) return;
		if (decoding.readVarUint(decoder) === sync.messageYjsSyncStep1) this.answer(decoding.readVarUint8Array(decoder));
		else Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder), this);
	}

	/** Keeps what may not have reached the server yet, before the page goes. */
	keep(): void {
		this.flush();
		this.mine.keep();
	}

	/** Whatever else is in the document came from the server, so that it can only lack what is mine. */
	private answer(state: Uint8Array): void {
		this.flush();
		for (const update of this.mine.missing(state)) this.tell(DOCUMENT, (encoder) => sync.writeUpdate(encoder, update));
	}

	private flush(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		if (this.gathered.length === 0) return;
		for (const update of this.gathered) this.mine.add(update);
		const update = Y.mergeUpdates(this.gathered);
		this.gathered = [];
		// While the line is down this goes nowhere; the next beginning brings it.
		if (this.begun) this.tell(DOCUMENT, (encoder) => sync.writeUpdate(encoder, update));
	}

	private tellCursors(clients: number[]): void {
		const update = awareness.encodeAwarenessUpdate(this.cursors, clients);
		this.tell(CURSORS, (encoder) => encoding.writeVarUint8Array(encoder, update));
	}

	private tell(kind: number, write: (encoder: encoding.Encoder) => void): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, kind);
		write(encoder);
		this.send(encoding.toUint8Array(encoder) as Bytes);
	}
}

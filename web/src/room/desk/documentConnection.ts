// Syncs the shared document over the room's socket with y-protocols: 0 for the document, 1 for cursors.
//
// The document holds the pads as the texts `code` and `code2`, and the whiteboard as the list `board`. Changes made while
// disconnected are sent when the server reports its state; sessionStorage keeps the whole document for a reload.
//
// The first change after a pause is sent as soon as the code that made it has run, with the cursor behind it; what comes
// soon after that is gathered, so that fast typing is few messages.
//
// After the server refuses a change, this document can never match the server's, so another one replaces it.
import { t } from "@lingui/core/macro";
import { fromBase64, toBase64 } from "lib0/buffer";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as awareness from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { LONGEST_MESSAGE } from "./limits";
import { PAD_NAMES, type PadName } from "./pads";
import { checked } from "./peers";
import { keepPlain } from "./plain";

const DOCUMENT = 0;
const CURSORS = 1;
const QUERY_CURSORS = 3;
// Milliseconds after something was sent for which more is gathered into one message.
const GATHER = 15;

type Bytes = Uint8Array<ArrayBuffer>;

/** A pad with its own undo, which outlasts the editor that shows it. */
export interface SharedPad {
	name: PadName;
	text: Y.Text;
	undo: Y.UndoManager;
}

export class DocumentConnection {
	readonly doc = new Y.Doc();
	readonly pads: Readonly<Record<PadName, SharedPad>> = { code: this.padOf("code"), code2: this.padOf("code2") };
	readonly board = this.doc.getArray<Y.Map<unknown>>("board");
	readonly cursors = new awareness.Awareness(this.doc);
	/** Whether there may be local changes that the server could refuse. */
	isChanged = false;
	/** Whether the server's document has come: until then, what looks empty may not be. */
	isSynced = false;
	private synced: () => void = () => undefined;
	private readonly key: string;
	private send: (message: Bytes) => void = () => undefined;
	private refused: (why: string) => void = () => undefined;
	private gathered: Uint8Array[] = [];
	private isCursorMoved = false;
	private isFlushDue = false;
	private begun = false;

	constructor(interviewId: string) {
		this.key = `mockmate.desk.${interviewId}`;
		this.restore();
		for (const name of PAD_NAMES) keepPlain(this.pads[name].text);
		this.cursors.setLocalState(null);
		this.doc.on("update", (update: Uint8Array, origin: unknown) => {
			if (origin === this) return;
			this.isChanged = true;
			this.gathered.push(update);
			this.flushSoon();
		});
		this.cursors.on("update", (_: unknown, origin: unknown) => {
			if (origin !== "local") return;
			this.isCursorMoved = true;
			this.flushSoon();
		});
	}

	private padOf(name: PadName): SharedPad {
		const text = this.doc.getText(name);
		return { name, text, undo: new Y.UndoManager(text) };
	}

	/** What is written in all pads. */
	get written(): string {
		const texts = PAD_NAMES.map((name) => this.pads[name].text.toString());
		return texts.filter(Boolean).join("\n\n");
	}

	/** Sets how messages are sent, and the callback for a message that is too large to send. */
	attach(send: (message: Bytes) => void, refused: (why: string) => void): void {
		this.send = send;
		this.refused = refused;
	}

	/** Discards this document and its cursor, for another DocumentConnection to replace it. */
	end(): void {
		this.gathered = [];
		this.doc.destroy();
		this.flush();
		this.attach(
			() => undefined,
			() => undefined,
		);
		try {
			sessionStorage.removeItem(this.key);
		} catch {
			// No storage, so nothing was kept.
		}
	}

	/** Requests missing updates, once the socket is open for the first time or again. */
	begin(): void {
		this.begun = true;
		this.sendMessage(DOCUMENT, (encoder) => sync.writeSyncStep1(encoder, this.doc));
		this.sendMessage(QUERY_CURSORS, () => undefined);
		// Set again for a newer clock: our removal was announced with the clock of our last state.
		this.cursors.setLocalState(this.cursors.getLocalState());
	}

	/** Applies a binary message from the server; of one that can't be read, nothing. */
	onMessage(message: Uint8Array): void {
		try {
			this.apply(message);
		} catch (error) {
			// What a peer wrote must not stop what comes after it.
			console.warn("A message of the shared document could not be read.", error);
		}
	}

	private apply(message: Uint8Array): void {
		const decoder = decoding.createDecoder(message);
		const kind = decoding.readVarUint(decoder);
		if (kind === CURSORS) {
			const update = checked(decoding.readVarUint8Array(decoder), this.doc.clientID);
			awareness.applyAwarenessUpdate(this.cursors, update, this);
			return;
		}
		if (kind !== DOCUMENT) return;
		const type = decoding.readVarUint(decoder);
		if (type === sync.messageYjsSyncStep1) this.answer(decoding.readVarUint8Array(decoder));
		else Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder), this);
		if (type === sync.messageYjsSyncStep2 && !this.isSynced) {
			this.isSynced = true;
			this.synced();
		}
	}

	/** Calls back once the server's document has come, if it has not come yet. */
	onSynced(callback: () => void): void {
		this.synced = callback;
	}

	/** Stores the document for a reload of this tab. */
	keep(): void {
		this.flush();
		try {
			sessionStorage.setItem(this.key, toBase64(Y.encodeStateAsUpdate(this.doc)));
		} catch {
			// No storage, or it is full: only what was sent is safe.
		}
	}

	private restore(): void {
		try {
			const kept = sessionStorage.getItem(this.key);
			if (kept) Y.applyUpdate(this.doc, fromBase64(kept), this);
			this.isChanged = kept !== null;
		} catch {
			// Incomplete data, or no storage: the server's document counts.
		}
	}

	private answer(state: Uint8Array): void {
		this.gathered = [];
		this.sendMessage(DOCUMENT, (encoder) => sync.writeSyncStep2(encoder, this.doc, state));
	}

	private flushSoon(): void {
		if (this.isFlushDue) return;
		this.isFlushDue = true;
		queueMicrotask(() => this.flushAndRest());
	}

	private flushAndRest(): void {
		this.isFlushDue = this.flush();
		if (this.isFlushDue) setTimeout(() => this.flushAndRest(), GATHER);
	}

	/** Sends what has gathered; returns whether there was anything. */
	private flush(): boolean {
		const { gathered, isCursorMoved } = this;
		this.gathered = [];
		this.isCursorMoved = false;
		// While disconnected this is dropped; the answer to the server's next sync step includes it.
		if (!this.begun) return false;
		const size = gathered.reduce((sum, update) => sum + update.length, 0);
		for (const update of gathered.length > 1 && size < LONGEST_MESSAGE ? [Y.mergeUpdates(gathered)] : gathered)
			this.sendMessage(DOCUMENT, (encoder) => sync.writeUpdate(encoder, update));
		if (isCursorMoved) this.sendCursor();
		return gathered.length > 0 || isCursorMoved;
	}

	private sendCursor(): void {
		const update = awareness.encodeAwarenessUpdate(this.cursors, [this.doc.clientID]);
		this.sendMessage(CURSORS, (encoder) => encoding.writeVarUint8Array(encoder, update));
	}

	private sendMessage(kind: number, write: (encoder: encoding.Encoder) => void): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, kind);
		write(encoder);
		if (encoding.length(encoder) <= LONGEST_MESSAGE) this.send(encoding.toUint8Array(encoder) as Bytes);
		else this.refused(t`Your change was not sent: it is larger than a message may be.`);
	}
}

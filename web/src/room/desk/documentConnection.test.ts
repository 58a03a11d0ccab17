import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate } from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { DocumentConnection } from "./documentConnection";

type Kind = "step 1" | "step 2" | "change" | "cursor" | "query";

let desk: DocumentConnection;
let sent: Uint8Array[];
/** What the server and the peer have of it. */
let theirs: Y.Doc;
let cursors: Awareness;

beforeEach(() => {
	vi.useFakeTimers();
	desk = new DocumentConnection("i");
	sent = [];
	desk.attach(
		(message) => sent.push(message),
		() => expect.unreachable(),
	);
	theirs = new Y.Doc();
	cursors = new Awareness(theirs);
});
afterEach(() => {
	desk.end();
	theirs.destroy();
	vi.useRealTimers();
});

/** Applies what was sent since the last call, and returns its kinds. */
function arrived(): Kind[] {
	return sent.splice(0).map((message) => {
		const from = decoding.createDecoder(message);
		const kind = decoding.readVarUint(from);
		if (kind === 3) return "query";
		if (kind === 1) {
			applyAwarenessUpdate(cursors, decoding.readVarUint8Array(from), "test");
			return "cursor";
		}
		const step = sync.readSyncMessage(from, encoding.createEncoder(), theirs, "test");
		return (["step 1", "step 2", "change"] as const)[step as 0 | 1 | 2];
	});
}

/** Is connected, and has been quiet since. */
async function begun(): Promise<void> {
	desk.cursors.setLocalState({ user: { name: "Ada" } });
	desk.begin();
	await vi.advanceTimersByTimeAsync(1_000);
	arrived();
}

/** One letter as the editor types it: the change, then the cursor. */
function type(letter: string): void {
	desk.pads.code.text.insert(desk.pads.code.text.length, letter);
	desk.cursors.setLocalStateField("cursor", desk.pads.code.text.length);
}

const theirText = () => theirs.getText("code").toString();
const theirCursor = () => cursors.getStates().get(desk.doc.clientID)?.cursor;
/** Lets the code that runs end; no time passes. */
const turn = () => Promise.resolve();
const askedBy = (doc: Y.Doc) => {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	sync.writeSyncStep1(encoder, doc);
	desk.onMessage(encoding.toUint8Array(encoder));
};

test("the first key after a pause is sent at once, with the cursor behind it", async () => {
	await begun();
	type("a");
	type("b");
	expect(sent).toEqual([]);
	await turn();
	expect(arrived()).toEqual(["change", "cursor"]);
	expect([theirText(), theirCursor()]).toEqual(["ab", 2]);
});

test("what follows soon is gathered until fifteen milliseconds have passed", async () => {
	await begun();
	type("a");
	await turn();
	arrived();
	for (const letter of "bcd") {
		await vi.advanceTimersByTimeAsync(4);
		type(letter);
	}
	await vi.advanceTimersByTimeAsync(2);
	expect(sent).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(arrived()).toEqual(["change", "cursor"]);
	expect([theirText(), theirCursor()]).toEqual(["abcd", 4]);
	await vi.advanceTimersByTimeAsync(14);
	type("e");
	await turn();
	expect(sent).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(arrived()).toEqual(["change", "cursor"]);
	await vi.advanceTimersByTimeAsync(15);
	expect(sent).toEqual([]);
	type("f");
	await turn();
	expect(arrived()).toEqual(["change", "cursor"]);
});

test("a cursor that moves alone is one message, and a change without it another", async () => {
	await begun();
	desk.cursors.setLocalStateField("cursor", 0);
	await turn();
	expect(arrived()).toEqual(["cursor"]);
	await vi.advanceTimersByTimeAsync(15);
	desk.board.push([new Y.Map()]);
	await turn();
	expect(arrived()).toEqual(["change"]);
});

test("changes every millisecond stay well below what the server takes in a second", async () => {
	await begun();
	let cost = 0;
	for (let at = 0; at < 1_000; at += 1) {
		type("x");
		await vi.advanceTimersByTimeAsync(1);
	}
	await vi.advanceTimersByTimeAsync(15);
	// As mockmate_ws/endpoints/interview.py counts, which takes 500.
	for (const message of sent) cost += 1 + Math.floor(message.length / 256);
	expect(cost).toBeLessThan(250);
	arrived();
	expect(theirText()).toBe("x".repeat(1_000));
});

test("nothing is sent before the room has answered; then the server is given what it lacks, once", async () => {
	type("a");
	await vi.advanceTimersByTimeAsync(100);
	expect(sent).toEqual([]);
	desk.begin();
	expect(arrived()).toEqual(["step 1", "query"]);
	type("b");
	askedBy(theirs);
	expect(arrived()).toEqual(["step 2"]);
	expect(theirText()).toBe("ab");
	await vi.advanceTimersByTimeAsync(100);
	expect(arrived()).not.toContain("change");
});

test("a server that has lost everything gets the peer's changes from here, too", async () => {
	await begun();
	const peer = new Y.Doc();
	peer.getText("code").insert(0, "theirs, ");
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	sync.writeUpdate(encoder, Y.encodeStateAsUpdate(peer));
	desk.onMessage(encoding.toUint8Array(encoder));
	type("mine");
	expect(sent).toEqual([]);
	askedBy(theirs);
	expect(arrived()).toEqual(["step 2"]);
	expect(theirText()).toBe("theirs, mine");
});

test("a document that is replaced takes its cursor away, and sends no more changes", async () => {
	await begun();
	type("a");
	await turn();
	arrived();
	type("b");
	desk.end();
	await vi.advanceTimersByTimeAsync(100);
	expect(arrived()).toEqual(["cursor"]);
	expect(theirText()).toBe("a");
	expect(cursors.getStates().has(desk.doc.clientID)).toBe(false);
});

test("a tab that is left sends what it has gathered", async () => {
	await begun();
	type("a");
	await turn();
	type("b");
	desk.keep();
	arrived();
	expect(theirText()).toBe("ab");
});

test("of a message that can't be read nothing is applied, and the next one is", () => {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	for (const message of [[], [1], [1, 2, 1, 7], [1, 9, 1], [0, 2, 3, 1, 1], [0, 0, 2, 1]])
		desk.onMessage(Uint8Array.from(message));
	theirs.getText("code").insert(0, "x");
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	sync.writeUpdate(encoder, Y.encodeStateAsUpdate(theirs));
	desk.onMessage(encoding.toUint8Array(encoder));
	expect(desk.pads.code.text.toString()).toBe("x");
});

test("both pads are kept for a reload, each with an undo of its own", async () => {
	const kept = new Map<string, string>();
	vi.stubGlobal("sessionStorage", {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key),
	});
	desk.pads.code.text.insert(0, "one");
	desk.pads.code2.text.insert(0, "two");
	desk.pads.code.undo.undo();
	expect([desk.pads.code.text.toString(), desk.pads.code2.text.toString()]).toEqual(["", "two"]);
	desk.pads.code.undo.redo();
	desk.keep();
	const again = new DocumentConnection("i");
	expect([again.pads.code.text.toString(), again.pads.code2.text.toString()]).toEqual(["one", "two"]);
	expect(again.written).toBe("one\n\ntwo");
	again.end();
	vi.unstubAllGlobals();
});

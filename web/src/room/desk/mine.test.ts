import { beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Mine } from "./mine";

beforeEach(() => {
	const kept = new Map<string, string>();
	vi.stubGlobal("sessionStorage", {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
	});
});

function typing(mine: Mine, doc: Y.Doc): Y.Text {
	doc.on("update", (update: Uint8Array) => mine.add(update));
	return doc.getText("code");
}

test("the server is given what it lacks, and nothing where it lacks nothing", () => {
	const mine = new Mine("a");
	const [here, server] = [new Y.Doc(), new Y.Doc()];
	const text = typing(mine, here);
	text.insert(0, "sent");
	for (const update of mine.all()) Y.applyUpdate(server, update);
	expect(mine.missing(Y.encodeStateVector(server))).toEqual([]);
	text.insert(4, " and typed while the line was down");
	for (const update of mine.missing(Y.encodeStateVector(server))) Y.applyUpdate(server, update);
	expect(server.getText("code").toString()).toBe("sent and typed while the line was down");
});

test("what was deleted while the line was down is told too", () => {
	const mine = new Mine("a");
	const [here, server] = [new Y.Doc(), new Y.Doc()];
	const text = typing(mine, here);
	text.insert(0, "keep this, not that");
	Y.applyUpdate(server, Y.encodeStateAsUpdate(here));
	text.delete(9, 10);
	for (const update of mine.missing(Y.encodeStateVector(server))) Y.applyUpdate(server, update);
	expect(server.getText("code").toString()).toBe("keep this");
});

test("much of it comes in pieces that each fit into a message", () => {
	const mine = new Mine("a");
	const doc = new Y.Doc();
	const text = typing(mine, doc);
	for (let line = 0; line < 300; line += 1) text.insert(0, `line ${line}${" and on".repeat(20)}\n`);
	const pieces = mine.missing(Y.encodeStateVector(new Y.Doc()));
	expect(pieces.length).toBeGreaterThan(1);
	for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(16 * 1024);
	const server = new Y.Doc();
	for (const piece of pieces) Y.applyUpdate(server, piece);
	expect(server.getText("code").toString()).toBe(text.toString());
});

test("a page that is loaded anew has it still", () => {
	const before = new Mine("a");
	typing(before, new Y.Doc()).insert(0, "typed just before the reload");
	before.keep();
	const after = new Y.Doc();
	for (const update of new Mine("a").all()) Y.applyUpdate(after, update);
	expect(after.getText("code").toString()).toBe("typed just before the reload");
	expect(new Mine("b").all()).toEqual([]);
});

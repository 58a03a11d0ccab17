import { expect, test } from "vitest";
import * as Y from "yjs";
import type { LiveInterview } from "../../sockets/frames";
import type { SharedPad } from "./documentConnection";
import { followLanguage, replaceAll, starterFor } from "./starters";

const question = {
	...{ id: 1, kind: "function", function: "add", test_cases: [{ args: [1, 2], expected: 3 }] },
	starter_code: { python: "def add(a, b):\n    pass", javascript: "function add(a, b) {}" },
} as unknown as LiveInterview["question"];
const PYTHON = "def add(a, b):\n    pass\n";
const JAVASCRIPT = "function add(a, b) {}\n";

function padWith(code: string): SharedPad {
	const text = new Y.Doc().getText("code");
	text.insert(0, code);
	return { name: "code", text, undo: new Y.UndoManager(text) };
}

test("a starter that nobody has touched becomes that of the other language, and undo brings it back", async () => {
	const pad = padWith(PYTHON);
	expect(await followLanguage(pad, question, "python", "javascript")).toBe(false);
	expect(pad.text.toString()).toBe(JAVASCRIPT);
	pad.undo.undo();
	expect(pad.text.toString()).toBe(PYTHON);
});

test("what is written stays, and the starter is offered", async () => {
	const pad = padWith(`${PYTHON}# an idea\n`);
	expect(await followLanguage(pad, question, "python", "javascript")).toBe(true);
	expect(pad.text.toString()).toBe(`${PYTHON}# an idea\n`);
});

test("nothing is offered where there is no starter, or nothing to replace", async () => {
	expect(await followLanguage(padWith("x = 1\n"), question, "python", "plaintext")).toBe(false);
	expect(await followLanguage(padWith(""), question, "python", "javascript")).toBe(false);
	expect(await followLanguage(padWith(JAVASCRIPT), question, "python", "javascript")).toBe(false);
	expect(await followLanguage(padWith("x = 1\n"), null, "python", "javascript")).toBe(false);
});

test("the head of a function is a starter like any other", async () => {
	const head = await starterFor(question, "java");
	expect(head).toContain("add");
	const pad = padWith(PYTHON);
	await followLanguage(pad, question, "python", "java");
	expect(pad.text.toString()).toBe(head);
	await followLanguage(pad, question, "java", "python");
	expect(pad.text.toString()).toBe(PYTHON);
});

test("a reset is one step of undo, whatever was typed right before and after it", () => {
	const pad = padWith("");
	pad.undo.stopCapturing();
	pad.text.insert(0, "mine");
	replaceAll(pad, PYTHON);
	pad.text.insert(0, "# ");
	pad.undo.undo();
	expect(pad.text.toString()).toBe(PYTHON);
	pad.undo.undo();
	expect(pad.text.toString()).toBe("mine");
});

test("the peer's copy follows a reset and its undo", () => {
	const pad = padWith("mine");
	const peer = new Y.Doc();
	const sync = () => Y.applyUpdate(peer, Y.encodeStateAsUpdate(pad.text.doc as Y.Doc));
	replaceAll(pad, PYTHON);
	sync();
	expect(peer.getText("code").toString()).toBe(PYTHON);
	pad.undo.undo();
	sync();
	expect(peer.getText("code").toString()).toBe("mine");
});

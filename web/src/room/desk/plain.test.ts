import { expect, test } from "vitest";
import * as Y from "yjs";
import { keepPlain, plainText } from "./plain";

/** An editor that is told of changes, as ours is; it has the text as it was told. */
function watch(text: Y.Text): { shown: string } {
	keepPlain(text);
	const editor = { shown: plainText(text) };
	text.observe(({ delta }) => {
		let at = 0;
		for (const { insert, delete: gone, retain } of delta) {
			if (insert !== undefined) {
				expect(insert).toBeTypeOf("string");
				editor.shown = editor.shown.slice(0, at) + insert + editor.shown.slice(at);
				at += (insert as string).length;
			} else if (gone) editor.shown = editor.shown.slice(0, at) + editor.shown.slice(at + gone);
			else at += retain ?? 0;
		}
	});
	return editor;
}

/** Puts plain values among the characters, as no editor does. */
function putValues(text: Y.Text, ...values: number[]): void {
	const rest = text.toDelta();
	expect(rest).toHaveLength(1);
	text.doc?.transact((transaction) => {
		const left = text._start as Y.Item;
		const id = Y.createID(transaction.doc.clientID, Y.getState(transaction.doc.store, transaction.doc.clientID));
		const content = new Y.ContentAny(values);
		new Y.Item(id, left, left.lastId, left.right, null, text, null, content).integrate(transaction, 0);
	});
}

function both(): [Y.Text, { shown: string }] {
	const text = new Y.Doc().getText("code");
	text.insert(0, "ab");
	return [text, watch(text)];
}

test("characters are told as they are", () => {
	const [text, editor] = both();
	text.insert(1, "x\ny");
	text.delete(0, 1);
	expect(editor.shown).toBe("x\nyb");
	expect(editor.shown).toBe(text.toString());
});

test("what isn't a character has its place, and can be deleted", () => {
	const [text, editor] = both();
	text.insertEmbed(1, { any: "thing" });
	expect(editor.shown).toBe("a\ufffcb");
	expect(plainText(text)).toBe(editor.shown);
	text.insert(3, "c");
	text.format(0, 1, { bold: true });
	expect(editor.shown).toBe("a\ufffcbc");
	text.delete(1, 1);
	text.insert(3, "d");
	expect(editor.shown).toBe("abcd");
});

test("values that Yjs tells nobody of have their places too", () => {
	const [text, editor] = both();
	putValues(text, 1, 2, 3);
	text.insert(text.length, "c");
	expect(editor.shown).toBe("ab\ufffc\ufffc\ufffcc");
	text.delete(0, 1);
	expect(editor.shown).toBe("b\ufffc\ufffc\ufffcc");
});

test("a line end of two characters stays two", () => {
	const [text, editor] = both();
	text.insert(1, "x\r\ny\r");
	text.insert(text.length, "c");
	expect(editor.shown).toBe("ax\u240d\ny\u240dbc");
	expect(editor.shown).toHaveLength(text.length);
});

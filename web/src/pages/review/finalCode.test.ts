import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Item } from "../replay/replayPlayer";
import { finalCode } from "./finalCode";

test("the code at the end is that of the last change, in the language chosen last", () => {
	const doc = new Y.Doc();
	const items: Item[] = [];
	const at = (minute: number) => `2027-01-01T10:${String(minute).padStart(2, "0")}:00Z`;
	doc.on("update", (update: Uint8Array) => {
		const text = btoa(String.fromCharCode(...update));
		items.push({ kind: "edit", at: at(items.length), offset: items.length, update: text } as Item);
	});
	const chosen = (language: string) =>
		items.push({ kind: "event", at: at(items.length), offset: 1, type: "editor.language", data: { language } } as Item);
	expect(finalCode(items)).toEqual({ text: "", language: "python" });
	chosen("go");
	doc.getText("code").insert(0, "def f(): pass");
	chosen("java");
	doc.getText("code").insert(4, "g");
	expect(finalCode(items)).toEqual({ text: "def gf(): pass", language: "java" });
});

import { expect, test } from "vitest";
import * as Y from "yjs";
import type { OwnInterview } from "../../api/queries";
import type { Item } from "../replay/replayPlayer";
import { finalCode, padOfPeer } from "./finalCode";

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
	expect(finalCode(items, "code")).toEqual({ text: "", language: "python" });
	chosen("go");
	doc.getText("code").insert(0, "def f(): pass");
	chosen("java");
	doc.getText("code").insert(4, "g");
	doc.getText("code2").insert(0, "of the other question");
	expect(finalCode(items, "code")).toEqual({ text: "def gf(): pass", language: "java" });
	expect(finalCode(items, "code2").text).toBe("of the other question");
});

test("the peer's code is in the pad of their question", () => {
	const peer = { id: 7 } as OwnInterview["peer"];
	const pad = (name: string, user_id: number) => ({ name, user_id, question_id: null, language: "python" });
	const pads = [pad("code", 3), pad("code2", 7)] as OwnInterview["pads"];
	expect(padOfPeer({ peer, pads })).toBe("code2");
	expect(padOfPeer({ peer, pads: [pad("code", 7), pad("code", 3)] as OwnInterview["pads"] })).toBe("code");
	expect(padOfPeer({ peer } as OwnInterview)).toBe("code");
});

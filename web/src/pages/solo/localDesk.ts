// A desk of this browser alone: what the room's editor needs, without anybody at the other side.
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { SharedPad } from "../../room/desk/documentConnection";
import type { EditorDesk } from "../../room/desk/Editor";
import type { PadName } from "../../room/desk/pads";

export class LocalDesk implements EditorDesk {
	private readonly doc = new Y.Doc();
	readonly cursors = new Awareness(this.doc);
	readonly pads: EditorDesk["pads"] = { code: this.padOf("code"), code2: this.padOf("code2") };

	constructor(code: string) {
		this.pads.code.text.insert(0, code);
		// What was there before is nothing to undo.
		this.pads.code.undo.clear();
	}

	private padOf(name: PadName): SharedPad {
		const text = this.doc.getText(name);
		return { name, text, undo: new Y.UndoManager(text) };
	}

	end(): void {
		this.cursors.destroy();
		this.doc.destroy();
	}
}

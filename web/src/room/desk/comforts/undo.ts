// Undo and redo of one's own changes of the shared text, as commands.
import type { Command } from "@codemirror/view";
import { yUndoManagerKeymap } from "y-codemirror.next";

export const undo = commandOf("Mod-z");
export const redo = commandOf("Mod-y");

function commandOf(key: string): Command {
	const binding = yUndoManagerKeymap.find((one) => one.key === key);
	return (view) => binding?.run?.(view) ?? false;
}

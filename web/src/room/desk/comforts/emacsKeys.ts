// The keys of Emacs. Loaded when they are chosen.
import { insertNewlineAndIndent } from "@codemirror/commands";
import type { Extension } from "@codemirror/state";
import { EmacsHandler, emacs } from "@replit/codemirror-emacs";
import { redo, undo } from "./undo";

// Its own would undo what CodeMirror's history has, which is nothing: our history is that of the shared text.
EmacsHandler.bindKey("C-/|C-x u|S-C--|C-z", undo);
EmacsHandler.bindKey("S-C-/|S-C-x u|C--|S-C-z", redo);
// As Emacs does, unlike these keys.
EmacsHandler.bindKey("Return|C-m", insertNewlineAndIndent);

export function emacsKeys(): Extension {
	return emacs();
}

// Vim's keys. Loaded when they are chosen.

import type { Extension } from "@codemirror/state";
import { type Command, type EditorView, ViewPlugin } from "@codemirror/view";
import { t } from "@lingui/core/macro";
import { CodeMirror, getCM, Vim, vim } from "@replit/codemirror-vim";
import { ySyncAnnotation } from "y-codemirror.next";
import { redo, undo } from "./undo";

type Vi = NonNullable<ReturnType<typeof getCM>>;

/** Makes a command of Vim's from one that changes the text; Vim expects the cursor where the change begins. */
function inVim(run: Command): (cm: Vi) => void {
	return (cm) => {
		if (cm.curOp) delete cm.curOp.$changeStart;
		run(cm.cm6);
		const start = cm.curOp?.$changeStart;
		if (start !== undefined) cm.cm6.dispatch({ selection: { anchor: start } });
	};
}

// Its own would undo what CodeMirror's history has, which is nothing: our history is that of the shared text.
Object.assign(CodeMirror.commands, { undo: inVim(undo), redo: inVim(redo) });
Vim.defineEx("undo", "u", inVim(undo));
Vim.defineEx("redo", "red", inVim(redo));

/** Returns Vim's keys. `onMode` gets the mode, such as "normal", whenever it changes and after each command. */
export function vimKeys(onMode: (mode: string) => void): Extension {
	const modes = ViewPlugin.define((view) => {
		follow(view, onMode);
		return {};
	});
	return [vim(), modes];
}

function follow(view: EditorView, onMode: (mode: string) => void): void {
	const cm = getCM(view);
	if (!cm) return;
	hideChangesOfThePeer(cm);
	let now = "normal";
	onMode(now);
	cm.on("vim-mode-change", ({ mode, subMode }: { mode: string; subMode?: string }) => {
		now = subMode ? `${mode} ${subMode === "linewise" ? "line" : "block"}` : mode;
		onMode(now);
	});
	cm.on("vim-command-done", () => onMode(now));
	// Its line for commands and searches has no name.
	cm.on("dialog", () => cm.state.dialog?.querySelector("input")?.setAttribute("aria-label", t`Command`));
}

/** Vim takes every change for one that was typed: while we insert, what the peer writes would be repeated by `.`, too. */
function hideChangesOfThePeer(cm: Vi): void {
	const onChange = cm.onChange.bind(cm);
	cm.onChange = (update) => {
		// Undo comes from the shared text as well, but as an operation of Vim's.
		const isTheirs = !cm.curOp && update.transactions.every((one) => one.annotation(ySyncAnnotation));
		const { change } = cm._handlers;
		if (isTheirs) cm._handlers.change = [];
		onChange(update);
		cm._handlers.change = change;
	};
}

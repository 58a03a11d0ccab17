// The shared editor: CodeMirror on the shared text, with the peer's cursor and name.
import { EditorState, type Extension, Prec, type Text } from "@codemirror/state";
import {
	drawSelection,
	EditorView,
	highlightActiveLine,
	highlightSpecialChars,
	keymap,
	lineNumbers,
} from "@codemirror/view";
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import { UndoManager } from "yjs";
import type { CodeLanguage } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import { StatusLine } from "./comforts/StatusLine";
import { useComforts } from "./comforts/useComforts";
import type { DocumentConnection } from "./documentConnection";
import { highlighting } from "./highlighting";
import { LONGEST_TYPED } from "./limits";
import { phrases } from "./phrases";
import { plainText } from "./plain";
import { COLOURS, remoteCursors } from "./remoteCursors";
import "./styleSheets";
import { theme } from "./theme";

interface Props {
	desk: DocumentConnection;
	language: CodeLanguage;
	name: string;
	seat: number;
	onRun(): void;
}

const LONGEST_TYPED_KB = LONGEST_TYPED / 1024;
const bounded = EditorState.changeFilter.of((transaction) => {
	const { newDoc, startState } = transaction;
	if (newDoc.length <= startState.doc.length || bytesOf(newDoc) <= LONGEST_TYPED) return true;
	if (transaction.isUserEvent("input")) toast(t`The editor holds ${LONGEST_TYPED_KB} KB of text; this would be more.`);
	return !transaction.isUserEvent("input");
});

function bytesOf(text: Text): number {
	// A character takes at most three bytes for each of its positions in the text.
	return text.length * 3 <= LONGEST_TYPED ? text.length : new TextEncoder().encode(text.toString()).length;
}

export function Editor({ desk, language, name, seat, onRun }: Props) {
	const place = useRef<HTMLDivElement>(null);
	const comforts = useComforts(language, place);
	const run = useRef(onRun);
	run.current = onRun;

	// Apart from the editor, which keeps its focus and its history when the name comes late.
	useEffect(() => {
		const colour = COLOURS[seat === 1 ? 0 : 1];
		const user = { name, color: colour, colorLight: `${colour}33` };
		desk.cursors.setLocalState({ ...desk.cursors.getLocalState(), user });
	}, [desk, name, seat]);

	useEffect(() => {
		const undo = new UndoManager(desk.text);
		const editor = new EditorView({
			parent: place.current as HTMLDivElement,
			state: EditorState.create({
				doc: plainText(desk.text),
				extensions: [
					comforts.extensions(),
					...extensions(() => run.current()),
					yCollab(desk.text, null, { undoManager: undo }),
					remoteCursors(desk.text, desk.cursors),
				],
			}),
		});
		comforts.attach(editor, undo);
		return () => {
			comforts.attach(null);
			editor.destroy();
			undo.destroy();
			desk.cursors.setLocalState(null);
		};
	}, [desk, comforts]);

	return (
		<>
			<div ref={place} className="editor" />
			<StatusLine comforts={comforts} language={language} />
		</>
	);
}

function extensions(onRun: () => void): Extension[] {
	const run = () => {
		onRun();
		return true;
	};
	return [
		lineNumbers(),
		// The peer may write characters that would hide or reorder what is around them.
		highlightSpecialChars(),
		drawSelection(),
		highlightActiveLine(),
		highlighting,
		theme(),
		phrases,
		bounded,
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({ "aria-label": t`Shared code. To leave it, press Escape and then Tab.` }),
		Prec.high(keymap.of([{ key: "Mod-Enter", run }])),
		keymap.of(yUndoManagerKeymap),
	];
}

// The shared editor: CodeMirror on the shared text, with the peer's cursor and name.
import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
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
import type { CodeLanguage } from "../../sockets/frames";
import { bounded } from "./bounded";
import type { DocumentConnection, SharedPad } from "./documentConnection";
import { highlighting } from "./highlighting";
import { LANGUAGES } from "./languages";
import { phrases } from "./phrases";
import { plainText } from "./plain";
import { COLOURS, remoteCursors } from "./remoteCursors";
import "./styleSheets";
import { theme } from "./theme";

interface Props {
	desk: DocumentConnection;
	pad: SharedPad;
	/** Whether the pad is only looked at. */
	readOnly: boolean;
	language: CodeLanguage;
	name: string;
	seat: number;
	onRun(): void;
}

export function Editor({ desk, pad, readOnly, language, name, seat, onRun }: Props) {
	const place = useRef<HTMLDivElement>(null);
	const view = useRef<EditorView | null>(null);
	const grammar = useRef(new Compartment());
	// Outlasts the editor, which is made anew for another desk or pad.
	const support = useRef<Extension>([]);
	const hadFocus = useRef(false);
	const run = useRef(onRun);
	run.current = onRun;

	// Apart from the editor, which keeps its focus and its history when the name comes late.
	useEffect(() => {
		const colour = COLOURS[seat === 1 ? 0 : 1];
		const user = { name, color: colour, colorLight: `${colour}33` };
		desk.cursors.setLocalState({ ...desk.cursors.getLocalState(), user });
	}, [desk, name, seat]);

	useEffect(() => () => desk.cursors.setLocalState(null), [desk]);

	// The cursor of the pad before is none of this one.
	useEffect(() => {
		desk.cursors.setLocalState({ ...desk.cursors.getLocalState(), cursor: null, pad: pad.name });
	}, [desk, pad]);

	useEffect(() => {
		const { text, undo } = pad;
		const others = () => textsBeside(desk, pad);
		const editor = new EditorView({
			parent: place.current as HTMLDivElement,
			state: EditorState.create({
				doc: plainText(text),
				extensions: [
					...(readOnly ? READ_ONLY : [bounded(others), keymap.of(yUndoManagerKeymap)]),
					...extensions(() => run.current()),
					grammar.current.of(support.current),
					yCollab(text, null, { undoManager: !readOnly && undo }),
					remoteCursors(text, desk.cursors),
				],
			}),
		});
		view.current = editor;
		if (hadFocus.current) editor.focus();
		return () => {
			hadFocus.current = editor.hasFocus;
			view.current = null;
			editor.destroy();
		};
	}, [desk, pad, readOnly]);

	useEffect(() => {
		let gone = false;
		void LANGUAGES[language]?.load().then((extension: Extension) => {
			if (gone) return;
			support.current = extension;
			view.current?.dispatch({ effects: grammar.current.reconfigure(extension) });
		});
		return () => {
			gone = true;
		};
	}, [language]);

	return <div ref={place} className="editor" />;
}

/** Without a caret, but still reached and scrolled by keyboard. */
const READ_ONLY: Extension[] = [
	EditorState.readOnly.of(true),
	EditorView.editable.of(false),
	EditorView.contentAttributes.of({ tabindex: "0", "aria-readonly": "true" }),
];

function textsBeside({ pads }: DocumentConnection, pad: SharedPad): string {
	return Object.values(pads)
		.filter((one) => one !== pad)
		.map((one) => one.text.toString())
		.join("");
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
		indentOnInput(),
		indentUnit.of("    "),
		EditorState.tabSize.of(4),
		bracketMatching(),
		closeBrackets(),
		autocompletion({ activateOnTyping: false }),
		highlighting,
		theme(),
		phrases,
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({ "aria-label": t`Shared code. To leave it, press Escape and then Tab.` }),
		Prec.high(keymap.of([{ key: "Mod-Enter", run }])),
		keymap.of([...closeBracketsKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
	];
}

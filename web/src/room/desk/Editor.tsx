// The shared editor: CodeMirror on the shared text, with the peer's cursor and name.
import { EditorState, type Extension, Prec } from "@codemirror/state";
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
import { StatusLine } from "./comforts/StatusLine";
import { useComforts } from "./comforts/useComforts";
import type { DocumentConnection, SharedPad } from "./documentConnection";
import { highlighting } from "./highlighting";
import { phrases } from "./phrases";
import { plainText } from "./plain";
import { COLOURS, remoteCursors } from "./remoteCursors";
import "./styleSheets";
import { theme } from "./theme";

/** What an editor needs of a desk, which is the room's, or one of this browser alone. */
export type EditorDesk = Pick<DocumentConnection, "cursors" | "pads">;

interface Props {
	desk: EditorDesk;
	pad: SharedPad;
	/** Whether the pad is only looked at. */
	readOnly: boolean;
	language: CodeLanguage;
	name: string;
	seat: number;
	/** What screen readers call it. */
	label?: string;
	onRun(): void;
}

const SHARED = t`Shared code. To leave it, press Escape and then Tab.`;

export function Editor({ desk, pad, readOnly, language, name, seat, label = SHARED, onRun }: Props) {
	const place = useRef<HTMLDivElement>(null);
	const comforts = useComforts(language, place);
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
					comforts.extensions(),
					...(readOnly ? READ_ONLY : [bounded(others), keymap.of(yUndoManagerKeymap)]),
					...extensions(label, () => run.current()),
					yCollab(text, null, { undoManager: !readOnly && undo }),
					remoteCursors(text, desk.cursors),
				],
			}),
		});
		comforts.attach(editor, undo);
		if (hadFocus.current) editor.focus();
		return () => {
			hadFocus.current = editor.hasFocus;
			comforts.attach(null);
			editor.destroy();
		};
	}, [desk, pad, readOnly, comforts, label]);

	return (
		<>
			<div ref={place} className="editor" />
			<StatusLine comforts={comforts} language={language} />
		</>
	);
}

/** Without a caret, but still reached and scrolled by keyboard. */
const READ_ONLY: Extension[] = [
	EditorState.readOnly.of(true),
	EditorView.editable.of(false),
	EditorView.contentAttributes.of({ tabindex: "0", "aria-readonly": "true" }),
];

function textsBeside({ pads }: EditorDesk, pad: SharedPad): string {
	return Object.values(pads)
		.filter((one) => one !== pad)
		.map((one) => one.text.toString())
		.join("");
}

function extensions(label: string, onRun: () => void): Extension[] {
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
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({ "aria-label": label }),
		Prec.high(keymap.of([{ key: "Mod-Enter", run }])),
	];
}

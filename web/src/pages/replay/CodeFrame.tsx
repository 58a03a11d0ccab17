// The code at one moment of the replay, in the colors of the desk; the latest change is marked and kept in view.
import { Compartment, EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, highlightSpecialChars, lineNumbers } from "@codemirror/view";
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { highlighting } from "../../room/desk/highlighting";
import { grammarOf } from "../../room/desk/languages";
import "../../room/desk/styleSheets";
import { theme } from "../../room/desk/theme";
import { difference } from "./difference";
import "../../styles/editor.css";

interface Props {
	text: string;
	language: string;
}

export default function CodeFrame({ text, language }: Props) {
	const place = useRef<HTMLDivElement>(null);
	const view = useRef<EditorView | null>(null);
	const grammar = useRef(new Compartment());
	useEffect(() => {
		const extensions = [...EXTENSIONS, theme(), grammar.current.of([])];
		const editor = new EditorView({
			parent: place.current as HTMLDivElement,
			state: EditorState.create({ extensions }),
		});
		view.current = editor;
		return () => {
			view.current = null;
			editor.destroy();
		};
	}, []);
	useEffect(() => {
		let isGone = false;
		void grammarOf(language).then((support) => {
			if (!isGone) view.current?.dispatch({ effects: grammar.current.reconfigure(support) });
		});
		return () => {
			isGone = true;
		};
	}, [language]);
	useEffect(() => {
		const editor = view.current;
		const changes = editor && difference(editor.state.doc.toString(), text);
		if (!changes) return;
		const at = changes.from + changes.insert.length;
		editor.dispatch({ changes, effects: [changedAt.of(at), EditorView.scrollIntoView(at, { y: "nearest" })] });
	}, [text]);
	return (
		<section className="replay-code" aria-label={t`The code at this moment`}>
			{text === "" && <p className="muted replay-nothing">{t`Nothing is written yet.`}</p>}
			<div ref={place} className="editor" hidden={text === ""} />
		</section>
	);
}

const changedAt = StateEffect.define<number>();

/** The line of the latest change. */
const latest = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(before, { effects, newDoc }) {
		const effect = effects.find((one) => one.is(changedAt));
		if (!effect) return before;
		return Decoration.set(Decoration.line({ class: "changed" }).range(newDoc.lineAt(effect.value).from));
	},
	provide: (field) => EditorView.decorations.from(field),
});

const EXTENSIONS: Extension[] = [
	lineNumbers(),
	highlightSpecialChars(),
	highlighting,
	latest,
	// Others are characters of the text: positions are counted as the document counts them.
	EditorState.lineSeparator.of("\n"),
	EditorState.tabSize.of(4),
	EditorState.readOnly.of(true),
	// Without a caret, but still reached and scrolled by keyboard.
	EditorView.editable.of(false),
	EditorView.contentAttributes.of({ tabindex: "0", "aria-label": t`Code to read` }),
];

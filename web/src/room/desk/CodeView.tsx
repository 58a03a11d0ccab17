// Code that a question brings to be read and talked about: with numbers at its lines, and not to be changed.
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightSpecialChars, lineNumbers } from "@codemirror/view";
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import type { CodeLanguage } from "../../sockets/frames";
import { highlighting } from "./highlighting";
import { grammarOf, languageName } from "./languages";
import "./styleSheets";
import { theme } from "./theme";

export default function CodeView({ code }: { code: Readonly<Record<string, string>> }) {
	const all = Object.entries(code);
	return (
		<div className="code-view">
			{all.map(([language, text]) => (
				<section key={language} aria-label={t`Code in ${languageName(language)}`}>
					{all.length > 1 && <h3>{languageName(language)}</h3>}
					<ReadOnly language={language as CodeLanguage} text={text} />
				</section>
			))}
		</div>
	);
}

function ReadOnly({ language, text }: { language: CodeLanguage; text: string }) {
	const place = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const grammar = new Compartment();
		const extensions = [...EXTENSIONS, theme(), grammar.of([])];
		const view = new EditorView({
			parent: place.current as HTMLDivElement,
			state: EditorState.create({ doc: text.trimEnd(), extensions }),
		});
		let isGone = false;
		void grammarOf(language).then((support) => {
			if (!isGone) view.dispatch({ effects: grammar.reconfigure(support) });
		});
		return () => {
			isGone = true;
			view.destroy();
		};
	}, [language, text]);
	return <div ref={place} className="editor" />;
}

const EXTENSIONS: Extension[] = [
	lineNumbers(),
	highlightSpecialChars(),
	highlighting,
	EditorState.readOnly.of(true),
	EditorView.lineWrapping,
	// Without a caret, but still reached and scrolled by keyboard.
	EditorView.editable.of(false),
	EditorView.contentAttributes.of({ tabindex: "0", role: "document", "aria-label": t`Code to read` }),
];

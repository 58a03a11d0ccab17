// Highlighting of pages: HTML with styles and scripts in it.
import type { StreamParser, StringStream } from "@codemirror/language";
import { css } from "@codemirror/legacy-modes/mode/css";
import { javascript } from "@codemirror/legacy-modes/mode/javascript";
import { html } from "@codemirror/legacy-modes/mode/xml";

interface Inside {
	parser: StreamParser<unknown>;
	state: unknown;
	/** What ends it. */
	end: RegExp;
}

interface State {
	html: { tagName?: string | null };
	inside: Inside | null;
}

const PARSERS: Readonly<Record<string, StreamParser<unknown>>> = { script: javascript, style: css };
const outer = html as StreamParser<State["html"]>;

export const page: StreamParser<State> = {
	name: "html",
	startState: (unit) => ({ html: outer.startState?.(unit) ?? {}, inside: null }),
	copyState: (state) => ({
		html: outer.copyState?.(state.html) ?? { ...state.html },
		inside: state.inside && { ...state.inside, state: copyOf(state.inside) },
	}),
	token(stream, state) {
		if (state.inside && stream.match(state.inside.end, false)) state.inside = null;
		if (state.inside) return inner(stream, state.inside);
		const tag = state.html.tagName?.toLowerCase() ?? "";
		const style = outer.token(stream, state.html);
		const parser = PARSERS[tag];
		if (parser && stream.current() === ">") {
			state.inside = { parser, state: parser.startState?.(4) ?? {}, end: new RegExp(`^\\s*</${tag}\\b`, "i") };
		}
		return style;
	},
	languageData: { commentTokens: { block: { open: "<!--", close: "-->" } } },
};

function inner(stream: StringStream, { parser, state, end }: Inside): string | null {
	const style = parser.token(stream, state);
	const text = stream.current();
	const closing = text.search(new RegExp(end.source.replace("^\\s*", ""), "i"));
	if (closing > 0) stream.backUp(text.length - closing);
	return style;
}

function copyOf({ parser, state }: Inside): unknown {
	return parser.copyState?.(state) ?? { ...(state as object) };
}

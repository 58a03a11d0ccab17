// The theme of the editor: the colors of the page on every CodeMirror surface, light and dark.
import { Compartment, type Extension } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";
import { isDark, onTheme } from "../../ui/theme";

const SURFACE = { background: "var(--surface)", color: "var(--text)" };
const EDGE = "1px solid var(--edge)";
const CHOSEN = { background: "var(--accent)", color: "var(--on-accent)" };

const surfaces = EditorView.theme({
	".cm-panels": { background: "var(--inset)", color: "var(--text)" },
	".cm-panels-bottom": { borderTop: "1px solid var(--line)" },
	".cm-panels-top": { borderBottom: "1px solid var(--line)" },
	".cm-panel": { font: "var(--small) / 1.4 var(--font)" },
	".cm-panel.cm-search, .cm-dialog": { padding: "8px 36px 8px 8px" },
	".cm-panel label, .cm-panel.cm-search label": {
		display: "inline-flex",
		alignItems: "center",
		gap: "4px",
		fontSize: "inherit",
	},
	".cm-panel input[type=checkbox]": { margin: "0", accentColor: "var(--accent)" },
	".cm-textfield": { ...SURFACE, border: EDGE, borderRadius: "5px", padding: "4px 8px", fontSize: "inherit" },
	".cm-textfield::placeholder": { color: "var(--muted)", opacity: "1" },
	".cm-button, .cm-button:active": {
		...SURFACE,
		border: EDGE,
		borderRadius: "5px",
		padding: "4px 10px",
		fontSize: "inherit",
		cursor: "pointer",
	},
	".cm-button:hover": { background: "var(--accent-soft)" },
	".cm-panel .cm-dialog-close, .cm-panel.cm-search [name=close]": {
		color: "var(--text)",
		fontSize: "1.25rem",
		lineHeight: "1",
		padding: "4px 8px",
		cursor: "pointer",
	},
	".cm-textfield:focus-visible, .cm-panel :focus-visible": {
		outline: "2px solid var(--accent)",
		outlineOffset: "1px",
	},
	".cm-tooltip": { ...SURFACE, border: EDGE, borderRadius: "var(--radius-small)", boxShadow: "var(--shadow)" },
	".cm-tooltip-arrow:before": { borderTopColor: "var(--edge)", borderBottomColor: "var(--edge)" },
	".cm-tooltip-arrow:after": { borderTopColor: "var(--surface)", borderBottomColor: "var(--surface)" },
	".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "var(--small)" },
	".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
	".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": CHOSEN,
	".cm-tooltip.cm-tooltip-autocomplete-disabled > ul > li[aria-selected]": {
		background: "var(--inset)",
		color: "var(--text)",
	},
	".cm-tooltip.cm-tooltip-autocomplete > ul > completion-section": { color: "var(--muted)", opacity: "1" },
	".cm-completionIcon": { opacity: "1" },
	".cm-completionDetail": { color: "inherit" },
	".cm-tooltip.cm-completionInfo": { padding: "6px 10px" },
	".cm-snippetField": { background: "color-mix(in srgb, var(--accent) 14%, transparent)" },
	".cm-snippetFieldPosition": { borderLeftColor: "var(--edge)" },
	".cm-searchMatch": { background: "color-mix(in srgb, var(--warn) 30%, transparent)" },
	".cm-searchMatch-selected": {
		background: "color-mix(in srgb, var(--warn) 30%, transparent)",
		outline: "2px solid var(--warn)",
	},
	".cm-selectionMatch": { background: "color-mix(in srgb, var(--good) 22%, transparent)" },
	"&.cm-focused .cm-matchingBracket": { background: "color-mix(in srgb, var(--good) 28%, transparent)" },
	"&.cm-focused .cm-nonmatchingBracket": { background: "color-mix(in srgb, var(--bad) 28%, transparent)" },
	".cm-diagnostic": { color: "var(--text)" },
	".cm-foldGutter .cm-gutterElement": { cursor: "pointer" },
	".cm-foldPlaceholder": { background: "var(--inset)", border: EDGE, color: "var(--text)", margin: "0 2px" },
	".cm-vim-panel": { padding: "4px 10px", background: "var(--inset)", color: "var(--text)" },
	".cm-vim-panel input": { color: "inherit" },
	".cm-placeholder": { color: "var(--muted)" },
	"@media (forced-colors: active)": {
		".cm-searchMatch, .cm-selectionMatch, .cm-matchingBracket": { outline: "1px dashed" },
		".cm-searchMatch.cm-searchMatch-selected, .cm-nonmatchingBracket": {
			outline: "3px solid Highlight",
		},
		".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
			forcedColorAdjust: "none",
			background: "Highlight",
			color: "HighlightText",
			borderLeft: "4px solid HighlightText",
			textDecoration: "underline",
		},
	},
});

const darkness = new Compartment();

/** Keeps CodeMirror's dark flag up to date, for the parts that use its own colors. */
function followsThePage(): Extension {
	const now = () => EditorView.darkTheme.of(isDark());
	const follower = ViewPlugin.define((view) => {
		const look = () => view.dispatch({ effects: darkness.reconfigure(now()) });
		return { destroy: onTheme(look) };
	});
	return [darkness.of(now()), follower];
}

export function theme(): Extension {
	return [surfaces, followsThePage()];
}

// The texts of CodeMirror: its search panel, its dialogs, and what it tells screen readers.
import { EditorState } from "@codemirror/state";
import { t } from "@lingui/core/macro";

export const phrases = EditorState.phrases.of({
	Find: t`Find`,
	Replace: t`Replace`,
	next: t`next`,
	previous: t`previous`,
	all: t`all`,
	"match case": t`match case`,
	regexp: t`regexp`,
	"by word": t`by word`,
	replace: t`replace`,
	"replace all": t`replace all`,
	close: t`close`,
	"current match": t`current match`,
	"on line": t`on line`,
	"replaced match on line $": t`replaced match on line $`,
	"replaced $ matches": t`replaced $ matches`,
	"Go to line": t`Go to line`,
	go: t`go`,
	Completions: t`Completions`,
	"Control character": t`Control character`,
	"Selection deleted": t`Selection deleted`,
	"Fold line": t`Fold line`,
	"Unfold line": t`Unfold line`,
	"Folded lines": t`Folded lines`,
	"Unfolded lines": t`Unfolded lines`,
	"folded code": t`folded code`,
	unfold: t`unfold`,
	to: t`to`,
});

// Formatting the shared code: in small changes, so that the peer's cursor stays at its word, and as one step of undo.
import { ChangeSet } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { t } from "@lingui/core/macro";
import { FORMATTED, type Formatted } from "../../../sandbox/formatting/protocol";
import type { CodeLanguage } from "../../../sockets/frames";
import { languageName } from "../languages";

/** Collects what changes in the text while a formatter works on it. */
class Meanwhile {
	private since: ChangeSet | null = null;

	begin(length: number): void {
		this.since = ChangeSet.empty(length);
	}

	update({ changes, docChanged }: ViewUpdate): void {
		if (docChanged && this.since) this.since = this.since.compose(changes);
	}

	end(): ChangeSet | null {
		const { since } = this;
		this.since = null;
		return since;
	}

	get isOn(): boolean {
		return this.since !== null;
	}
}

export const meanwhile = ViewPlugin.fromClass(Meanwhile);

export function isFormatted(language: CodeLanguage): language is Formatted {
	return (FORMATTED as readonly string[]).includes(language);
}

/** Formats all of the text. Returns why not, or nothing. `apart` makes what is changed next an undo step of its own. */
export async function format(
	view: EditorView,
	language: CodeLanguage,
	unit: string,
	apart: () => void,
): Promise<string> {
	const name = languageName(language);
	if (!isFormatted(language)) return t`There is no formatter for ${name} here.`;
	const plugin = view.plugin(meanwhile);
	if (!plugin || plugin.isOn) return "";
	const { doc } = view.state;
	plugin.begin(doc.length);
	try {
		const { changesOf } = await import("./formatter");
		const answer = await changesOf({ language, code: doc.toString(), unit });
		const since = plugin.end();
		// Null where the editor has another text by now.
		if (!since || view.plugin(meanwhile) !== plugin) return "";
		if (answer.type === "unformatted") return wrong(answer.line, answer.message);
		apply(view, ChangeSet.of([...answer.changes], doc.length).map(since), apart);
		return "";
	} catch {
		return t`The formatter could not be loaded. Try again.`;
	} finally {
		plugin.end();
	}
}

function apply(view: EditorView, changes: ChangeSet, apart: () => void): void {
	const done = EditorView.announce.of(changes.empty ? t`The code is formatted already.` : t`The code is formatted.`);
	apart();
	view.dispatch({ changes, effects: done, userEvent: "format" });
	apart();
}

/** Errors of formatters are in English, as those of compilers. */
function wrong(line: number | null, message: string): string {
	return line === null ? t`Not formatted: ${message}` : t`Not formatted. Line ${line}: ${message}`;
}

// The line below the editor: where the cursor is, how lines are indented, the keys, and how to leave.
import { plural, t } from "@lingui/core/macro";
import { useState, useSyncExternalStore } from "react";
import type { CodeLanguage } from "../../../sockets/frames";
import { Button } from "../../../ui/Button";
import { languageName } from "../languages";
import type { Comforts } from "./comforts";
import { EditorSettings } from "./EditorSettings";
import { isFormatted } from "./formatting";
import { KEY_SETS } from "./settings";
import type { Status } from "./status";

export function StatusLine({ comforts, language }: { comforts: Comforts; language: CodeLanguage }) {
	const status = useSyncExternalStore(comforts.watch, () => comforts.status);
	const [isOpen, setOpen] = useState(false);
	const width = status.unit.length;
	return (
		<div className="status-line small">
			<span className="status-place">{placeOf(status)}</span>
			<span className="status-more" translate="no">
				{languageName(language)}
			</span>
			<span className="status-more">{status.unit === "\t" ? t`Tabs` : t`Spaces: ${width}`}</span>
			{status.keys !== "standard" && (
				<span className="status-more" role="status">
					{KEY_SETS[status.keys]} {status.mode.toUpperCase()}
				</span>
			)}
			<span className="status-more muted">{t`Esc, then Tab leaves the editor`}</span>
			<span className="status-note" role="status">
				{status.note}
			</span>
			<span className="status-buttons">
				{isFormatted(language) && (
					<Button kind="quiet" busy={status.isFormatting} title="Shift+Alt+F" onClick={() => comforts.format()}>
						{t`Format`}
					</Button>
				)}
				<Button kind="quiet" onClick={() => setOpen(true)}>{t`Editor settings`}</Button>
			</span>
			{isOpen && <EditorSettings onClose={() => setOpen(false)} />}
		</div>
	);
}

function placeOf({ line, column, selected, cursors }: Status): string {
	const place = t`Ln ${line}, Col ${column}`;
	if (cursors > 1) return t`${place} (${cursors} cursors)`;
	return selected ? `${place} (${plural(selected, { one: "# selected", other: "# selected" })})` : place;
}

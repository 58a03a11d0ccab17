// The settings of the editor in this browser. What is chosen holds at once.
import { t } from "@lingui/core/macro";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Select } from "../../../ui/Field";
import { ThemeChoice } from "../../../ui/ThemeChoice";
import type { Indent } from "./indent";
import { KEY_SETS, type Keys, SIZES, useEditorSettings } from "./settings";

const INDENT_NAMES: readonly (readonly [indent: Indent, name: string])[] = [
	["language", t`As usual in the language`],
	["2", t`2 spaces`],
	["4", t`4 spaces`],
	["8", t`8 spaces`],
	["tab", t`Tabs`],
];

export function EditorSettings({ onClose }: { onClose(): void }) {
	const [{ size, indent, keys, suggests }, choose] = useEditorSettings();
	return (
		<Dialog title={t`Editor settings`} onClose={onClose}>
			<Select
				label={t`Size of the text`}
				value={String(size)}
				onChange={(value) => choose({ size: Number(value) })}
				options={SIZES.map((one) => [String(one), String(one)] as const)}
			/>
			<Select
				label={t`Indentation`}
				value={indent}
				onChange={(value) => choose({ indent: value as Indent })}
				options={INDENT_NAMES}
			/>
			<Select
				label={t`Keys`}
				hint={t`With each, Escape and then Tab leaves the editor.`}
				value={keys}
				onChange={(value) => choose({ keys: value as Keys })}
				options={Object.entries(KEY_SETS)}
			/>
			<label className="check">
				<input
					type="checkbox"
					checked={suggests}
					onChange={(event) => choose({ suggests: event.currentTarget.checked })}
				/>
				{t`Suggest words while typing`}
			</label>
			<ThemeChoice />
			<p className="small muted">{t`Only for you, in this browser; kept for the next time.`}</p>
			<div className="dialog-actions">
				<Button kind="primary" onClick={onClose}>{t`Close`}</Button>
			</div>
		</Dialog>
	);
}

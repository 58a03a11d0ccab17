// Shortcuts of a single key, which can be turned off: people who dictate, or whose hand slips, press them by accident.
import { t } from "@lingui/core/macro";
import { browserChoice } from "./browserChoice";

const singleKeys = browserChoice("mockmate.keys", true);

/** Whether a key may be taken for a shortcut: they are on, and no dialog is in front of what they act on. */
export function areShortcutsHeeded(): boolean {
	return singleKeys.isOn() && !document.querySelector("dialog[open]");
}

export function SingleKeysChoice() {
	const [isOn, toggle] = singleKeys.use();
	return (
		<label className="check">
			<input type="checkbox" checked={isOn} onChange={toggle} />
			{t`Keyboard shortcuts of a single key, such as “?” for the list of them`}
		</label>
	);
}

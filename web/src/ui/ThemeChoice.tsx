// Chooses whether the page is light or dark.
import { t } from "@lingui/core/macro";
import { Select } from "./Field";
import { type Theme, useTheme } from "./theme";

const THEMES: readonly (readonly [theme: Theme, name: string])[] = [
	["system", t`As on this device`],
	["light", t`Light`],
	["dark", t`Dark`],
];

export function ThemeChoice() {
	const [theme, choose] = useTheme();
	return (
		<Select
			label={t`Theme`}
			hint={t`In this browser. What you choose is kept for the next time.`}
			value={theme}
			onChange={(key) => choose(key as Theme)}
			options={THEMES}
		/>
	);
}

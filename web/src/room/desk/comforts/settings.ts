// How the editor looks and behaves in this browser. The peer's editor has settings of its own.
import { t } from "@lingui/core/macro";
import { browserStore } from "../../../ui/browserStore";
import { INDENTS, type Indent } from "./indent";

/** The sets of keys with their names. */
export const KEY_SETS = { standard: t`Standard`, vim: "Vim", emacs: "Emacs" } as const;
export type Keys = keyof typeof KEY_SETS;
/** The px of a rem, where the size of the browser's text is the usual one. */
export const USUAL_PX = 15;
/** Of the text in px, where the size of the browser's text is the usual one. */
export const SIZES = [12, 13, 14, 15, 16, 18, 20, 22, 24] as const;

export interface EditorSettings {
	size: number;
	indent: Indent;
	keys: Keys;
	/** Whether suggestions come while typing, and not only when they are asked for. */
	suggests: boolean;
}

export const USUAL: EditorSettings = { size: 13, indent: "language", keys: "standard", suggests: true };

/** Returns the settings that are in `stored`, whatever a browser or another version has put there. */
export function settingsFrom(stored: unknown): EditorSettings {
	const { size, indent, keys, suggests } = { ...USUAL, ...(stored as Partial<EditorSettings> | null) };
	return {
		size: among(SIZES, size, USUAL.size),
		indent: among(INDENTS, indent, USUAL.indent),
		keys: among(Object.keys(KEY_SETS) as Keys[], keys, USUAL.keys),
		suggests: suggests !== false,
	};
}

function among<T>(all: readonly T[], one: T, otherwise: T): T {
	return all.includes(one) ? one : otherwise;
}

export const useEditorSettings = browserStore("mockmate.editor", settingsFrom);

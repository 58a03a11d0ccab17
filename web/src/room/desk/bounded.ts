// The limit of what may be typed: all pads together, as the server counts them.
import { EditorState, type Text } from "@codemirror/state";
import { t } from "@lingui/core/macro";
import { toast } from "../../ui/Toasts";
import { LONGEST_TYPED } from "./limits";

const LONGEST_TYPED_KB = LONGEST_TYPED / 1024;

/** Refuses input beyond the limit. `others` returns what is in the other pads. */
export function bounded(others: () => string) {
	return EditorState.changeFilter.of((transaction) => {
		const { newDoc, startState } = transaction;
		if (newDoc.length <= startState.doc.length || bytesOf(newDoc, others()) <= LONGEST_TYPED) return true;
		if (transaction.isUserEvent("input"))
			toast(t`The editor holds ${LONGEST_TYPED_KB} KB of text; this would be more.`);
		return !transaction.isUserEvent("input");
	});
}

function bytesOf(text: Text, others: string): number {
	// A character takes at most three bytes for each of its positions in the text.
	const length = text.length + others.length;
	return length * 3 <= LONGEST_TYPED ? length : new TextEncoder().encode(text.toString() + others).length;
}

// Makes the shared text safe for the editor. Another client may insert embedded objects or two-character line ends,
// which would shift the editor's positions. Each is shown as placeholders of the same length.
import * as Y from "yjs";

const OTHER_THING = "\ufffc";
const CARRIAGE_RETURN = "\u240d";

type Delta = Y.YTextEvent["delta"];

/** Returns the text with exactly one character for each position. */
export function plainText(text: Y.Text): string {
	return itemsOf(text)
		.filter((item) => !item.deleted)
		.map(shown)
		.join("");
}

/** Makes observers added from now on see only plain characters. */
export function keepPlain(text: Y.Text): void {
	let wasPlain = true;
	text.observe((event) => {
		const isPlain = itemsOf(text).every((item) => item.deleted || isCharacters(item));
		// The delta is computed once and shared by all observers.
		if (!isPlain || !wasPlain) event.delta.splice(0, event.delta.length, ...inPlain(event, text));
		wasPlain = isPlain;
	});
}

function inPlain(event: Y.YTextEvent, text: Y.Text): Delta {
	return itemsOf(text).flatMap((item): Delta => {
		if (event.adds(item)) return item.deleted ? [] : [{ insert: shown(item) }];
		if (event.deletes(item)) return [{ delete: item.length }];
		return item.deleted ? [] : [{ retain: item.length }];
	});
}

/** Returns the contents that take up positions in the text, in order. */
function itemsOf(text: Y.Text): Y.Item[] {
	const items = [];
	for (let item = text._start; item; item = item.right) if (item.countable) items.push(item);
	return items;
}

function isCharacters({ content }: Y.Item): boolean {
	return content instanceof Y.ContentString && !content.str.includes("\r");
}

function shown({ content, length }: Y.Item): string {
	if (!(content instanceof Y.ContentString)) return OTHER_THING.repeat(length);
	return content.str.replaceAll("\r", CARRIAGE_RETURN);
}

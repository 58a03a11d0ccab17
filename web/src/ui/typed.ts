// Whether something was typed on this page that may not be saved yet, and would be lost by loading the page again.

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What people came to, with the value that it had then. */
const met = new Map<Control, string>();

/** Begins to watch. What is in an element with `data-saves-itself` is never lost. */
export function watchTyping(): void {
	document.addEventListener("focusin", ({ target }) => {
		if (isControl(target) && !met.has(target)) met.set(target, stateOf(target));
	});
	// Safari gives boxes no focus when they are pressed.
	document.addEventListener("change", ({ target }) => {
		if (isControl(target) && isBox(target) && !met.has(target)) met.set(target, `${!target.checked}`);
	});
}

/** Returns whether any field of the page has another value than it had when people came to it. */
export function isAnythingTyped(): boolean {
	for (const field of met.keys()) if (!field.isConnected) met.delete(field);
	return [...met].some(([field, before]) => stateOf(field) !== before);
}

function isControl(target: EventTarget | null): target is Control {
	const isOne = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement].some((kind) => target instanceof kind);
	return isOne && !(target as Element).closest("[data-saves-itself]");
}

function isBox(field: Control): field is HTMLInputElement {
	return field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type);
}

function stateOf(field: Control): string {
	return isBox(field) ? `${field.checked}` : field.value;
}

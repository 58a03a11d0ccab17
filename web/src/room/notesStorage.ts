// Keeps interview notes in this browser until the server has them; they are shown beside the feedback form too.

const keyOf = (id: string) => `mockmate.notes.${id}`;
const unsavedOf = (id: string) => `mockmate.notes.${id}.unsaved`;

/** Returns the newest text: the unsaved one in this browser, else the server's. */
export function notesOf(id: string, saved: string): { text: string; isSaved: boolean } {
	const mine = localStorage.getItem(keyOf(id));
	if (mine !== null && localStorage.getItem(unsavedOf(id))) return { text: mine, isSaved: mine === saved };
	localStorage.setItem(keyOf(id), saved);
	return { text: saved, isSaved: true };
}

export function keepNotes(id: string, text: string): void {
	localStorage.setItem(keyOf(id), text);
	localStorage.setItem(unsavedOf(id), "yes");
}

/** Records that the server has this text. Returns whether it is still the newest. */
export function notesSaved(id: string, text: string): boolean {
	if (localStorage.getItem(keyOf(id)) !== text) return false;
	localStorage.removeItem(unsavedOf(id));
	return true;
}

// Keeps interview notes in this browser until the server has them; they are shown beside the feedback form too.

const keyOf = (id: string) => `mockmate.notes.${id}`;
const unsavedOf = (id: string) => `mockmate.notes.${id}.unsaved`;

/** Returns the newest text: what couldn't be saved here, else what the server has. */
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

/** The server has this text; it is the newest one unless more has been written meanwhile. */
export function notesSaved(id: string, text: string): boolean {
	if (localStorage.getItem(keyOf(id)) !== text) return false;
	localStorage.removeItem(unsavedOf(id));
	return true;
}

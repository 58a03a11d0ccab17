// The invitation that somebody opened before they had an account: kept in this browser until they have answered it.
const KEY = "mockmate.invitation";

/** Returns the secret of the invitation that is still to be answered, if there is one. */
export function pending(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

export function keep(token: string): void {
	try {
		localStorage.setItem(KEY, token);
	} catch {
		// Storage is full or forbidden: people open the link again once they are logged in.
	}
}

export function forget(): void {
	try {
		localStorage.removeItem(KEY);
	} catch {
		// Then there is none either.
	}
}

/** Where people go once they are logged in or have registered: back to the invitation that brought them here. */
export function afterLogin(): string {
	return pending() ? "/invite" : "/";
}

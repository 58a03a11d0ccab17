// The link of a group that somebody followed before they had an account: it is kept in this tab until they have one.
const KEY = "mockmate.join";

export function keepJoin(token: string): void {
	try {
		sessionStorage.setItem(KEY, token);
	} catch {
		// Storage is forbidden; the user opens the link again.
	}
}

export function keptJoin(): string {
	try {
		return sessionStorage.getItem(KEY) ?? "";
	} catch {
		return "";
	}
}

export function forgetJoin(): void {
	try {
		sessionStorage.removeItem(KEY);
	} catch {
		// Then nothing was kept.
	}
}

// The link of an invitation or a group that people opened, and can't answer before they have an account.
//
// It is kept in this browser until they have answered it. There is one: the last that was opened.
const KEY = "mockmate.link";

/** The pages that such links lead to. */
export type LinkPage = "/invite" | "/join";

/** What is kept: the page and the secret behind the `#`, as in the link. */
function read(): [LinkPage, string] | null {
	try {
		const [page, token] = (localStorage.getItem(KEY) ?? "").split("#");
		return token && (page === "/invite" || page === "/join") ? [page, token] : null;
	} catch {
		return null;
	}
}

/** Returns the secret of the link to this page that is still to be answered; empty if there is none. */
export function kept(page: LinkPage): string {
	const [to, token] = read() ?? [];
	return to === page && token ? token : "";
}

/** Returns the page of the link that is still to be answered, if there is one. */
export function keptPage(): LinkPage | null {
	return read()?.[0] ?? null;
}

export function keep(page: LinkPage, token: string): void {
	try {
		localStorage.setItem(KEY, `${page}#${token}`);
	} catch {
		// Storage is full or forbidden: people open the link again once they are logged in.
	}
}

/** Forgets the link to this page once it is answered, and no other. */
export function forget(page: LinkPage): void {
	try {
		if (kept(page)) localStorage.removeItem(KEY);
	} catch {
		// Then there is none either.
	}
}

/** Where people go once they are logged in or have registered: back to the link that brought them here. */
export function afterLogin(): string {
	return keptPage() ?? "/";
}

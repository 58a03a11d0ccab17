// A random token by which this browser is recognized at the next login: moderators see when a suspended person returns.

const KEY = "mockmate.device";

/** Returns the token; null where nothing can be stored, since another one each time would tell nothing. */
export function deviceToken(): string | null {
	try {
		const known = localStorage.getItem(KEY);
		if (known) return known;
		const token = [...crypto.getRandomValues(new Uint8Array(16))]
			.map((one) => one.toString(16).padStart(2, "0"))
			.join("");
		localStorage.setItem(KEY, token);
		return token;
	} catch {
		return null;
	}
}

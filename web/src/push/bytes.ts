// The key of the site, as browsers subscribe with it. Pure.

/** Decodes base64url without padding. */
export function bytesOf(key: string): Uint8Array<ArrayBuffer> {
	const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

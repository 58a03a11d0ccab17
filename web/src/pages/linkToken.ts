// The token of a link from a mail. It stands behind '#', so that it is sent to no server by itself.
import { useState } from "react";

export function useLinkToken(): string {
	const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token") ?? "");
	return token;
}

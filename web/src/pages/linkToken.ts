// The token of an e-mailed link. It is in the fragment, after '#', which browsers do not send to servers.
import { useState } from "react";

export function useLinkToken(): string {
	const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token") ?? "");
	return token;
}

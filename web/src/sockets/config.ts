// The address of the sockets, from GET /config, since they may be on another port or host.
import { api, ok } from "../api/client";

let asked: Promise<string> | null = null;

/** Returns the base URL of the sockets, without a trailing slash. */
export function socketsUrl(): Promise<string> {
	asked ??= ok(api.GET("/config")).then(
		(config) => config.sockets_url,
		(error) => {
			asked = null;
			throw error;
		},
	);
	return asked;
}

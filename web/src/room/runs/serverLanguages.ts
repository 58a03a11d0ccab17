// GET /interview/languages: the languages that the server runs, each with what runs it there.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import type { CodeLanguage } from "../../sockets/frames";

const FRESH = 10 * 60_000; // milliseconds

export type Runtimes = Partial<Record<CodeLanguage, string>>;

/** Returns what runs each language on the server, such as "Java (JDK 17.0.6)"; nothing if it runs none. */
export function useServerLanguages(): Runtimes {
	const { data } = useQuery({
		queryKey: ["server languages"],
		queryFn: async (): Promise<Runtimes> => {
			const { items } = await ok(api.GET("/interview/languages"));
			return Object.fromEntries(items.map(({ language, runtime }) => [language, runtime]));
		},
		staleTime: FRESH,
		// The server that runs code may come back.
		refetchInterval: ({ state }) => (state.status === "error" ? 30_000 : false),
	});
	return data ?? NONE;
}

const NONE: Runtimes = {};

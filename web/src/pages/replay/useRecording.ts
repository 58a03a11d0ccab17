// The whole recording of an interview, page by page.
import { useQuery } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import type { Item } from "./replayPlayer";

const PAGE = 500;

/** Reads the whole recording, which no longer changes once the interview is over, and what was removed of it. */
export function useRecording(id: string) {
	return useQuery({
		queryKey: ["replay", id],
		staleTime: 300_000,
		queryFn: async () => {
			const items: Item[] = [];
			let removed: Schemas["Removed"] = { chat: null, document: null, runs: null, feedback: null };
			for (let cursor: string | null | undefined; cursor !== null; ) {
				const query = { limit: PAGE, ...(cursor && { cursor }) };
				const params = { path: { interview_id: id }, query };
				const page: Omit<Schemas["ReplayPage"], "items"> & { items: Item[] } = await ok(
					api.GET("/interview/{interview_id}/replay", { params }),
				);
				items.push(...page.items);
				({ next_cursor: cursor, removed } = page);
			}
			return { items, removed };
		},
	});
}

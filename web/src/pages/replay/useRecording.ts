// The whole recording of an interview, page by page.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import type { Item } from "./replayPlayer";

const PAGE = 500;

/** Reads the whole recording, which no longer changes once the interview is over. */
export function useRecording(id: string) {
	return useQuery({
		queryKey: ["replay", id],
		staleTime: 300_000,
		queryFn: async () => {
			const items: Item[] = [];
			for (let cursor: string | null | undefined; cursor !== null; ) {
				const query = { limit: PAGE, ...(cursor && { cursor }) };
				const params = { path: { interview_id: id }, query };
				const page: { items: Item[]; next_cursor: string | null } = await ok(
					api.GET("/interview/{interview_id}/replay", { params }),
				);
				items.push(...page.items);
				cursor = page.next_cursor;
			}
			return items;
		},
	});
}

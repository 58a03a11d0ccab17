// The queries of the history, and the mutations of the feedback in it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { asQuery, type Filter } from "./filter";

export function useHistory(filter: Filter) {
	const query = asQuery(filter);
	return usePaged(["history", "pages", query], (cursor) =>
		ok(api.GET("/interview/history", { params: { query: { ...query, ...from(cursor) } } })),
	);
}

/** The last interview with a person, which has their name. */
export function useLastWith(peer: number) {
	return useQuery({
		queryKey: ["history", "with", peer],
		queryFn: async () =>
			(await ok(api.GET("/interview/history", { params: { query: { peer, limit: 1 } } }))).items[0] ?? null,
		staleTime: 600_000,
	});
}

export function useHelpful(feedbackId: number) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (helpful: boolean) =>
			ok(
				api.PUT("/feedback/{feedback_id}/helpful", {
					params: { path: { feedback_id: feedbackId } },
					body: { helpful },
				}),
			),
		onSuccess: () => client.invalidateQueries({ queryKey: ["history"] }),
	});
}

// What one was told: the list behind the bell, and how much of it is unread.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, ok, type Schemas } from "./client";
import { from, usePaged } from "./paged";

export type News = Schemas["NotificationOut"];

/** What the pages that are read anew after news of the socket; the bell goes with them. */
const TOLD = new Set(["match", "bookings", "history"]);
const ANYWAY = 60_000;
const GLANCE = 8;

/** The newest notifications, for the bell. Read again with everything that news makes stale, and once a minute. */
export function useLatestNews() {
	const client = useQueryClient();
	useEffect(
		() =>
			client.getQueryCache().subscribe((event) => {
				const isStale = event.type === "updated" && event.action.type === "invalidate";
				if (isStale && TOLD.has(String(event.query.queryKey[0]))) {
					void client.invalidateQueries({ queryKey: ["news", "latest"] });
				}
			}),
		[client],
	);
	return useQuery({
		queryKey: ["news", "latest"],
		queryFn: () => ok(api.GET("/notifications", { params: { query: { limit: GLANCE } } })),
		refetchInterval: ANYWAY,
	});
}

export function useNews() {
	return usePaged(["news", "pages"], (cursor) => ok(api.GET("/notifications", { params: { query: from(cursor) } })));
}

/** Marks everything up to an offset as read. */
export function useMarkRead() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (upTo: number) => ok(api.POST("/notifications/read", { body: { up_to: upTo } })),
		onSuccess: () => client.invalidateQueries({ queryKey: ["news"] }),
	});
}

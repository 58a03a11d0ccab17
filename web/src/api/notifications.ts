// Notifications: the list behind the bell, and how many of them are unread.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "./client";
import { from, usePaged } from "./paged";

export type AppNotification = Schemas["NotificationOut"];

const GLANCE = 8;

/** The newest notifications, for the bell; read again when the socket reports a change. */
export function useLatestNotifications() {
	return useQuery({
		queryKey: ["notifications", "latest"],
		queryFn: latestNotifications,
	});
}

export function latestNotifications() {
	return ok(api.GET("/notifications", { params: { query: { limit: GLANCE } } }));
}

export function useNotifications() {
	return usePaged(["notifications", "pages"], (cursor) =>
		ok(api.GET("/notifications", { params: { query: from(cursor) } })),
	);
}

/** Marks everything up to an offset as read. */
export function useMarkRead() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (upTo: number) => ok(api.POST("/notifications/read", { body: { up_to: upTo } })),
		onSuccess: () => client.invalidateQueries({ queryKey: ["notifications"] }),
	});
}

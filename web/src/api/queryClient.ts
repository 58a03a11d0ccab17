// What this page has read of the server.
import { FreshQueryClient } from "./fresh";

export const queryClient = new FreshQueryClient({
	defaultOptions: {
		queries: {
			staleTime: 20_000,
			// The API client has already retried where that helps.
			retry: false,
			refetchOnReconnect: true,
		},
	},
});

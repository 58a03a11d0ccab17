// The client of the queries: what a change has made old is read again, also where the first answer is still on its way.
import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient, type QueryKey } from "@tanstack/react-query";

/** By itself TanStack Query keeps a first answer that is on its way, though it may be from before the change. */
export class FreshQueryClient extends QueryClient {
	override async invalidateQueries<Key extends QueryKey = QueryKey>(
		filters?: InvalidateQueryFilters<Key>,
		options?: InvalidateOptions,
	): Promise<void> {
		await this.cancelQueries(filters);
		await super.invalidateQueries(filters, options);
	}
}

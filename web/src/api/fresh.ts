// A query client that also re-reads queries whose first response is still on its way when they are invalidated.
import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient, type QueryKey } from "@tanstack/react-query";

/** TanStack Query alone keeps a first response that is on its way, though it may predate the change. */
export class FreshQueryClient extends QueryClient {
	override async invalidateQueries<Key extends QueryKey = QueryKey>(
		filters?: InvalidateQueryFilters<Key>,
		options?: InvalidateOptions,
	): Promise<void> {
		await this.cancelQueries(filters);
		await super.invalidateQueries(filters, options);
	}
}

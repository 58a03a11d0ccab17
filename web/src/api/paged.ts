// Paginated lists: the items read so far, and how to read more.
import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

interface Part<T> {
	items: T[];
	next_cursor: string | null;
}

/** The query parameter of a page: none for the first. */
export function from(cursor: string | null): { cursor?: string } {
	return cursor ? { cursor } : {};
}

export function usePaged<T, P extends Part<T>>(key: QueryKey, read: (cursor: string | null) => Promise<P & Part<T>>) {
	const query = useInfiniteQuery({
		queryKey: key,
		queryFn: ({ pageParam }) => read(pageParam),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => last.next_cursor,
	});
	return {
		...query,
		first: query.data?.pages[0],
		items: query.data?.pages.flatMap((part) => part.items),
	};
}

export type Paged = Pick<
	ReturnType<typeof usePaged<unknown, Part<unknown>>>,
	"hasNextPage" | "isFetchingNextPage" | "fetchNextPage"
>;

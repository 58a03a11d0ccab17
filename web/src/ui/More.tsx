// The button that loads the next page of a list.
import type { Paged } from "../api/paged";
import { Button } from "./Button";

export function More({ of, label = "Show more" }: { of: Paged; label?: string }) {
	if (!of.hasNextPage) return null;
	return (
		<div className="more">
			<Button busy={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
				{of.isFetchingNextPage ? "Reading …" : label}
			</Button>
		</div>
	);
}

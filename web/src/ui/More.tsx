// The button that loads the next page of a list.
import { t } from "@lingui/core/macro";
import type { Paged } from "../api/paged";
import { Button } from "./Button";

export function More({ of, label = t`Show more` }: { of: Paged; label?: string }) {
	if (!of.hasNextPage) return null;
	return (
		<div className="more">
			<Button busy={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
				{of.isFetchingNextPage ? t`Loading …` : label}
			</Button>
		</div>
	);
}

// What declining a match costs, said wherever one can be declined or ended before it is live. decisions/0030 has the rules.

import { Trans } from "@lingui/react/macro";

export function DeclinePrice() {
	return (
		<p>
			<Trans>
				<strong>One decline in three hours is free.</strong> After that, a decline costs you your place in line or, if
				you stop waiting, counts as a late cancellation. The fifth closes practice to you for an hour.
			</Trans>
		</p>
	);
}

// A line that offers to install Mock Mate, where the browser lets a page ask.
import { t } from "@lingui/core/macro";
import { Button } from "../ui/Button";
import { takeOffer, useOffer } from "./install";

export function InstallLine() {
	if (!useOffer()) return null;
	return (
		<div className="spread">
			<p className="muted">{t`Mock Mate can be an app on this device, with an icon and a window of its own.`}</p>
			<Button onClick={takeOffer}>{t`Install`}</Button>
		</div>
	);
}

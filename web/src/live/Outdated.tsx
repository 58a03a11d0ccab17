// Asks the user to reload a page that is too old for the server, such as one that was left open through a rollout.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useOutdated } from "../sockets/config";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";

export function Outdated() {
	const isOutdated = useOutdated();
	return (
		<div className="outdated" role="alert">
			{isOutdated && (
				<Notice tone="warn" action={<Button kind="primary" onClick={() => location.reload()}>{t`Reload`}</Button>}>
					<Trans>
						<strong>This page is out of date.</strong> Reload it to get the new version of Mock Mate. Nothing you
						entered is lost.
					</Trans>
				</Notice>
			)}
		</div>
	);
}

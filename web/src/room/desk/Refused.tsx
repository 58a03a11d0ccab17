// Shown when the server refuses a change: the reason, and the user's version, as the editor returns to the server's.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { RoomHandle } from "../useRoom";

export function Refused({ handle: { refusal, dismissRefusal } }: { handle: RoomHandle }) {
	return (
		<div role="alert">
			{refusal && (
				<Notice tone="warn" action={<Button onClick={dismissRefusal}>{t`Dismiss`}</Button>}>
					<strong>{t`Your last change is not in the document.`}</strong> {refusal.why}{" "}
					<Trans>
						The editor shows what both of you have. Copy what you need from your version before you dismiss it or leave
						the page.
					</Trans>
					<details>
						<summary>{t`Your version of the code`}</summary>
						<textarea readOnly rows={6} aria-label={t`Your version of the code`} value={refusal.code} />
					</details>
				</Notice>
			)}
		</div>
	);
}

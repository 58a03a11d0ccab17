// Shows the link with which people join a group: only once, since the server keeps no more than its digest.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/Toasts";

export function JoinLinkDialog({ url, onClose }: { url: string; onClose(): void }) {
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(url);
			toast(t`Link copied.`);
		} catch {
			toast(t`Copy the link from the field.`);
		}
	};
	return (
		<Dialog title={t`The link to join`} onClose={onClose}>
			<p>
				<Trans>
					Send it to the people you want in the group: anyone who has it can join. It is shown only now. If you lose it,
					or it gets into the wrong hands, make a new one, and this one stops working.
				</Trans>
			</p>
			<Field label={t`Link`} readOnly dir="ltr" value={url} onFocus={(event) => event.target.select()} />
			<div className="dialog-actions">
				<Button onClick={onClose}>{t`Done`}</Button>
				<Button kind="primary" onClick={() => void copy()}>{t`Copy the link`}</Button>
			</div>
		</Dialog>
	);
}

// The link of an open invitation, to copy or to hand to another app.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { toast } from "../../ui/Toasts";

export function LinkField({ url }: { url: string }) {
	const canShare = typeof navigator.share === "function";
	return (
		<div className="feed">
			<input
				className="input"
				readOnly
				dir="ltr"
				aria-label={t`Invitation link`}
				value={url}
				onFocus={(event) => event.target.select()}
			/>
			<Button onClick={() => void copy(url)}>{t`Copy link`}</Button>
			{canShare && <Button onClick={() => void share(url)}>{t`Share`}</Button>}
		</div>
	);
}

async function copy(url: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(url);
		toast(t`Link copied.`);
	} catch {
		toast(t`Copy the link from the field.`);
	}
}

async function share(url: string): Promise<void> {
	// Whoever closes the list of apps has changed their mind.
	await navigator.share({ title: t`Practice with me at Mock Mate`, url }).catch(() => undefined);
}

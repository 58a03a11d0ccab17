// Asks before a group is archived, by its organizers or by administrators.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Failure } from "../../ui/Notice";
import { isolated } from "../../ui/names";

interface Props {
	name: string;
	busy: boolean;
	error: unknown;
	onArchive(): void;
	onClose(): void;
}

export function ArchiveDialog({ name, busy, error, onArchive, onClose }: Props) {
	return (
		<Dialog title={t`Archive ${isolated(name)}?`} onClose={onClose}>
			<p>
				<Trans>
					Nobody can practice in it anymore, and all bookings in it are canceled. Interviews that are going on aren’t
					interrupted. This can’t be undone.
				</Trans>
			</p>
			<Failure error={error} />
			<DialogActions onBack={onClose} action={t`Archive it`} kind="danger" busy={busy} onAction={onArchive} />
		</Dialog>
	);
}

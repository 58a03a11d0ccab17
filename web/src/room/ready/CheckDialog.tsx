// The device step in a dialog, over whatever page or card it was opened from.
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ReadyCheck } from "./ReadyCheck";

interface Props {
	onClose(): void;
	/** What goes on meanwhile, above the check. */
	children?: ReactNode;
}

export default function CheckDialog({ onClose, children }: Props) {
	return (
		<Dialog title={t`Check camera and microphone`} onClose={onClose} wide>
			{children}
			<ReadyCheck onDone={onClose}>
				<Button onClick={onClose}>{t`Close`}</Button>
			</ReadyCheck>
		</Dialog>
	);
}

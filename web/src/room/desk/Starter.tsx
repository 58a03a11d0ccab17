// What the desk says of the starter code: to insert it, to take it in place of what is written, to go back to it.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";

interface Props {
	/** The name of the language. */
	language: string;
	isEmpty: boolean;
	onInsert(): void;
	/** Asks whether to replace what is written. */
	onReplace(): void;
	onDismiss(): void;
}

/** Shown while the pad is empty, or after its language was changed over something that was written. */
export function Starter({ language, isEmpty, onInsert, onReplace, onDismiss }: Props) {
	return (
		<div className="starter small">
			<span className="muted" role="status">
				{isEmpty ? t`The editor is empty.` : t`What is written stays. There is starter code in ${language}, too.`}
			</span>
			{isEmpty ? (
				<Button kind="quiet" onClick={onInsert}>{t`Insert the starter code`}</Button>
			) : (
				<>
					<Button kind="quiet" onClick={onReplace}>{t`Replace it with the starter code`}</Button>
					<Button kind="quiet" onClick={onDismiss}>{t`Keep what is written`}</Button>
				</>
			)}
		</div>
	);
}

interface ResetProps {
	/** The name of the language. */
	language: string;
	/** The peer's name. */
	peer: string;
	onClose(): void;
	onReset(): void;
}

export function ResetDialog({ language, peer, onClose, onReset }: ResetProps) {
	return (
		<Dialog title={t`Reset to the starter code?`} onClose={onClose}>
			<p>
				{t`All code of this question is replaced by the starter code in ${language}, for ${peer} too. Undo in the editor brings it back, as long as you stay on this page.`}
			</p>
			<DialogActions
				onBack={onClose}
				back={t`Keep the code`}
				action={t`Reset`}
				kind="danger"
				busy={false}
				onAction={onReset}
			/>
		</Dialog>
	);
}

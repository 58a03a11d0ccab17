// A dialog with a form: sent once at a time, with what went wrong above its buttons.
import type { ReactNode } from "react";
import { Dialog, DialogActions } from "./Dialog";
import { Failure } from "./Notice";

interface Props {
	title: string;
	action: string;
	/** Whether it is being sent; it can't be sent a second time meanwhile. */
	busy: boolean;
	/** What went wrong, unless it is shown at a field. */
	error: unknown;
	onSubmit(): void;
	onClose(): void;
	children: ReactNode;
}

export function FormDialog({ title, action, busy, error, onSubmit, onClose, children }: Props) {
	return (
		<Dialog title={title} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) onSubmit();
				}}
			>
				{children}
				<Failure error={error} />
				<DialogActions onBack={onClose} action={action} busy={busy} />
			</form>
		</Dialog>
	);
}

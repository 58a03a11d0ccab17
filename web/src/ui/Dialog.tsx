// A modal dialog: the browser's own element traps the focus, returns it, and closes on Escape.
import { type ReactNode, useEffect, useId, useRef } from "react";

interface Props {
	title: string;
	onClose(): void;
	wide?: boolean;
	children: ReactNode;
}

export function Dialog({ title, onClose, wide, children }: Props) {
	const dialog = useRef<HTMLDialogElement>(null);
	const heading = useId();
	useEffect(() => {
		const opener = document.activeElement;
		dialog.current?.showModal();
		return () => {
			if (opener instanceof HTMLElement) opener.focus();
		};
	}, []);
	return (
		<dialog
			ref={dialog}
			className={wide ? "wide" : undefined}
			aria-labelledby={heading}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
		>
			<div className="stack">
				<h2 id={heading}>{title}</h2>
				{children}
			</div>
		</dialog>
	);
}

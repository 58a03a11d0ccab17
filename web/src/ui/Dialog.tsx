// A modal dialog on the native element, which traps the focus, restores it, and closes on Escape.
import { t } from "@lingui/core/macro";
import {
	type ComponentType,
	createContext,
	type ReactNode,
	useContext,
	useEffect,
	useId,
	useRef,
	useState,
} from "react";
import { Button } from "./Button";

interface Props {
	title: string;
	onClose(): void;
	wide?: boolean;
	children: ReactNode;
}

/** What stands at the end of every dialog, since a dialog makes everything outside of it inert. */
export const EndOfDialogs = createContext<ComponentType | null>(null);

/** Open as long as it is rendered. `onClose` reports that the user wants it closed; the owner decides. */
export function Dialog({ title, onClose, wide, children }: Props) {
	const dialog = useRef<HTMLDialogElement>(null);
	const heading = useId();
	const End = useContext(EndOfDialogs);
	const [closings, setClosings] = useState(0);
	// Before it opens, which moves the focus into it.
	useEffect(() => {
		const opener = document.activeElement;
		return () => {
			if (opener instanceof HTMLElement) opener.focus();
		};
	}, []);
	// biome-ignore lint/correctness/useExhaustiveDependencies: after each closing it is opened again
	useEffect(() => {
		if (!dialog.current?.open) dialog.current?.showModal();
	}, [closings]);
	return (
		<dialog
			ref={dialog}
			className={wide ? "wide" : undefined}
			aria-labelledby={heading}
			onCancel={(event) => {
				if (!event.cancelable) return;
				event.preventDefault();
				onClose();
			}}
			// On a second Escape or back gesture, browsers close it without asking.
			onClose={() => {
				onClose();
				setClosings((count) => count + 1);
			}}
		>
			<div className="stack">
				<h2 id={heading}>{title}</h2>
				{children}
			</div>
			{End && <End />}
		</dialog>
	);
}

/** A ref for what has the focus as its dialog opens. The property `autoFocus` acts before it is open, so in vain. */
export function focusFirst(element: HTMLElement | null): void {
	element?.setAttribute("autofocus", "");
}

interface Actions {
	onBack(): void;
	back?: string;
	action: string;
	kind?: "primary" | "danger";
	busy: boolean;
	/** Omitted in a form, where the button submits. */
	onAction?: () => void;
}

/** The buttons of a dialog: back, and the one action. */
export function DialogActions({ onBack, back = t`Back`, action, kind = "primary", busy, onAction }: Actions) {
	return (
		<div className="dialog-actions">
			<Button onClick={onBack}>{back}</Button>
			<Button type={onAction ? "button" : "submit"} kind={kind} busy={busy} onClick={onAction}>
				{action}
			</Button>
		</div>
	);
}

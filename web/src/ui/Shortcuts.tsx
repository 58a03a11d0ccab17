// Keyboard shortcuts, listed by `?`. They work unless the user is typing.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useSession } from "../api/queries";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

const GO: Record<string, string> = { h: "/", t: "/times", p: "/progress", y: "/history", n: "/news", a: "/account" };
const EVERYWHERE = [
	["?", t`Show this list`],
	["g h", t`Home`],
	["g t", t`Find a time`],
	["g y", t`History`],
	["g p", t`Progress`],
	["g n", t`Notifications`],
	["g a", t`Account`],
] as const;
const IN_ROOM = [
	["?", t`Show this list`],
	["m", t`Turn the microphone on or off`],
	["v", t`Turn the camera on or off`],
	["c", t`Write in the chat`],
	["b", t`Switch between editor and whiteboard`],
	["Ctrl Enter", t`Run the code (in the editor)`],
	[t`Esc, then Tab`, t`Move focus out of the editor`],
] as const;

export function isWriting(event: KeyboardEvent): boolean {
	const at = event.target;
	return (
		event.ctrlKey ||
		event.metaKey ||
		event.altKey ||
		(at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)))
	);
}

export function Shortcuts() {
	const [open, setOpen] = useState(false);
	const [path, navigate] = useLocation();
	const session = useSession();
	const inRoom = path.startsWith("/room/");
	useEffect(() => {
		let before = "";
		const pressed = (event: KeyboardEvent) => {
			if (isWriting(event) || document.querySelector("dialog[open]")) return;
			if (event.key === "?") setOpen(true);
			const to = before === "g" && session && !inRoom ? GO[event.key] : undefined;
			if (to) navigate(to);
			before = event.key;
		};
		addEventListener("keydown", pressed);
		return () => removeEventListener("keydown", pressed);
	}, [inRoom, session, navigate]);
	if (!open) return null;
	return (
		<Dialog title={t`Keyboard shortcuts`} onClose={() => setOpen(false)}>
			<dl className="facts">
				{(inRoom ? IN_ROOM : EVERYWHERE).map(([keys, meaning]) => (
					<div key={keys}>
						<dt>
							<kbd>{keys}</kbd>
						</dt>
						<dd>{meaning}</dd>
					</div>
				))}
			</dl>
			<div className="dialog-actions">
				<Button kind="primary" onClick={() => setOpen(false)}>{t`Close`}</Button>
			</div>
		</Dialog>
	);
}

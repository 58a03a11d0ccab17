// Keyboard shortcuts, listed by `?`. They work unless the user is typing.
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useSession } from "../api/queries";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

const GO: Record<string, string> = { h: "/", t: "/times", p: "/progress", y: "/history", n: "/news", a: "/account" };
const EVERYWHERE = [
	["?", "This list"],
	["g h", "Home"],
	["g t", "Find a time"],
	["g y", "History"],
	["g p", "Progress"],
	["g n", "Notifications"],
	["g a", "Account"],
] as const;
const IN_ROOM = [
	["?", "This list"],
	["m", "Microphone on or off"],
	["v", "Camera on or off"],
	["c", "Write in the chat"],
	["b", "Editor or whiteboard"],
	["Ctrl Enter", "Run the code, in the editor"],
	["Esc, then Tab", "Leave the editor"],
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
		<Dialog title="Keyboard shortcuts" onClose={() => setOpen(false)}>
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
				<Button kind="primary" onClick={() => setOpen(false)}>
					Close
				</Button>
			</div>
		</Dialog>
	);
}

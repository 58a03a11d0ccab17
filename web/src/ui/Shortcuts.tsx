// Keyboard shortcuts, listed by `?`. They work unless the user is typing.
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useSession } from "../api/queries";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

const GO: Record<string, string> = { h: "/", t: "/times", p: "/progress", y: "/history", n: "/news", a: "/account" };
type Keys = readonly (readonly [keys: string, meaning: string])[];
const MOD = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? "⌘" : "Ctrl";
const EVERYWHERE: Keys = [
	["?", "This list"],
	["g h", "Home"],
	["g t", "Find a time"],
	["g y", "History"],
	["g p", "Progress"],
	["g n", "Notifications"],
	["g a", "Account"],
];
const IN_ROOM: readonly (readonly [place: string, keys: Keys])[] = [
	[
		"In the room",
		[
			["?", "This list"],
			["m", "Microphone on or off"],
			["v", "Camera on or off"],
			["c", "Write in the chat"],
			["b", "Editor or whiteboard"],
		],
	],
	[
		"In the editor",
		[
			[`${MOD} Enter`, "Run the code"],
			[`${MOD} F`, "Find and replace"],
			[`${MOD} Alt G`, "Go to a line"],
			[`${MOD} /`, "Comment or uncomment lines"],
			["Alt ↑ or ↓", "Move lines"],
			["Ctrl Space", "Complete a word"],
			[`${MOD} Z`, "Undo your own changes"],
			["Esc, then Tab", "Leave the editor"],
		],
	],
	[
		"On the whiteboard",
		[
			["Arrow keys", "Move the pen; farther with Shift"],
			["Space", "Lower or lift the pen"],
			[`${MOD} Z`, "Undo your own changes"],
		],
	],
	[
		"In the chat",
		[
			["Enter", "Send"],
			["Shift Enter", "New line"],
		],
	],
];

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
		<Dialog title="Keyboard shortcuts" onClose={() => setOpen(false)} wide={inRoom}>
			{inRoom ? (
				<div className="shortcuts">
					{IN_ROOM.map(([place, keys]) => (
						<section key={place} aria-label={place}>
							<h3>{place}</h3>
							<List of={keys} />
						</section>
					))}
				</div>
			) : (
				<List of={EVERYWHERE} />
			)}
			<div className="dialog-actions">
				<Button kind="primary" onClick={() => setOpen(false)}>
					Close
				</Button>
			</div>
		</Dialog>
	);
}

function List({ of }: { of: Keys }) {
	return (
		<dl className="facts">
			{of.map(([keys, meaning]) => (
				<div key={keys}>
					<dt>
						<kbd>{keys}</kbd>
					</dt>
					<dd>{meaning}</dd>
				</div>
			))}
		</dl>
	);
}

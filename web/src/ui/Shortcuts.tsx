// Keyboard shortcuts, listed by `?`. They work unless the user is typing, or has turned them off.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useSession } from "../api/queries";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { areShortcutsHeeded, SingleKeysChoice } from "./SingleKeys";

const GO: Record<string, string> = { h: "/", t: "/times", p: "/progress", y: "/history", n: "/news", a: "/account" };
type Keys = readonly (readonly [keys: string, meaning: string])[];
const IS_MAC = /Mac|iP(hone|ad)/.test(navigator.userAgent);
const MOD = IS_MAC ? "⌘" : "Ctrl";
const ENTER = t({ message: "Enter", context: "key" });
const EVERYWHERE: Keys = [
	["?", t`This list`],
	["g h", t`Home`],
	["g t", t`Find a time`],
	["g y", t`History`],
	["g p", t`Progress`],
	["g n", t`Notifications`],
	["g a", t`Account`],
];
const IN_ROOM: readonly (readonly [place: string, keys: Keys])[] = [
	[
		t`In the room`,
		[
			["?", t`This list`],
			["Shift Shift Shift", t`Leave, block, and report, at once`],
			["m", t`Microphone on or off`],
			["v", t`Camera on or off`],
			["c", t`Write in the chat`],
			["b", t`Editor or whiteboard`],
			["e", t`Enlarge the other’s picture or screen`],
		],
	],
	[
		t`Between two panes`,
		[
			[t`Arrow keys`, t`Resize them`],
			[t`Home or End`, t`As small or as large as can be`],
			[ENTER, t`Collapse or open`],
		],
	],
	[
		t`In the editor`,
		[
			[t`${MOD} Enter`, t`Run the code`],
			[`${MOD} F`, t`Find and replace`],
			[`${MOD} Alt G`, t`Go to a line`],
			[`${MOD} /`, t`Comment or uncomment lines`],
			[t`Alt ↑ or ↓`, t`Move lines`],
			[t`Ctrl Space`, t`Complete a word`],
			[t`↓, then Enter`, t`Take a suggestion`],
			[`${MOD} D`, t`Select the next one of the same`],
			[t`${MOD} Alt ↑ or ↓`, t`Another cursor above or below`],
			[t`Alt click`, t`Another cursor there`],
			[IS_MAC ? t`Ctrl ⇧ ⌘ → or ←` : t`Shift Alt → or ←`, t`Select more or less around the cursor`],
			[IS_MAC ? t`⌘ Alt [ or ]` : t`Ctrl Shift [ or ]`, t`Fold or unfold`],
			[t`Shift Alt F`, t`Format the code`],
			[`${MOD} Z`, t`Undo your own changes`],
			[t`Esc, then Tab`, t`Leave the editor`],
		],
	],
	[
		t`On the whiteboard`,
		[
			["1 – 9", t`Choose a tool, such as 2 for a rectangle`],
			[t`Arrow keys`, t`Move the pen or the selection; farther with Shift`],
			[t({ message: "Space", context: "key" }), t`Lower or lift the pen`],
			[ENTER, t`Put a shape there; write on what is selected`],
			["N", t`Select the next mark; with Shift the one before`],
			["K", t`Connect: once for each end`],
			[`${MOD} ← ↑ ↓ →`, t`Resize the selection`],
			[t({ message: "Delete", context: "key" }), t`Delete the selection`],
			[`${MOD} D, C, X, V`, t`Duplicate, copy, cut, paste`],
			[t`${MOD} ] and [`, t`To the front and to the back`],
			["+, −, 0, F", t`Zoom in and out, to 100 %, to everything`],
			[t`Page Up, Page Down`, t`Move what is seen; sideways with Shift`],
			[`${MOD} Z`, t`Undo your own changes`],
		],
	],
	[
		t`In the chat`,
		[
			[ENTER, t`Send`],
			[t`Shift Enter`, t`New line`],
		],
	],
];

const IN_REPLAY: Keys = [
	["k", t`Play or pause`],
	["j", t`Ten seconds back`],
	["l", t`Ten seconds on`],
	["t", t`Next: tests passed`],
	["r", t`Next run`],
	["s", t`Next swap of the roles`],
	["c", t`Next line of chat`],
	[t`Shift t, r, s, c`, t`The one before`],
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
			if (isWriting(event) || !areShortcutsHeeded()) return;
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
		<Dialog title={t`Keyboard shortcuts`} onClose={() => setOpen(false)} wide={inRoom}>
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
				<List of={path.startsWith("/replay/") ? [...EVERYWHERE, ...IN_REPLAY] : EVERYWHERE} />
			)}
			<SingleKeysChoice />
			<div className="dialog-actions">
				<Button kind="primary" onClick={() => setOpen(false)}>{t`Close`}</Button>
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

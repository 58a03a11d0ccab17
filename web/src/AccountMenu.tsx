// The menu of the person who is logged in: a menu button, as the ARIA practices describe it.
import { t } from "@lingui/core/macro";
import { type KeyboardEvent, useRef, useState } from "react";
import { Link } from "wouter";
import { signOut, useProfile } from "./api/queries";
import { Avatar } from "./ui/Avatar";
import { Icon } from "./ui/icons";
import { plainNameOf } from "./ui/names";
import "./styles/menu.css";

export function AccountMenu() {
	const { data: me } = useProfile();
	const [open, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const panel = useRef<HTMLDivElement>(null);
	const items = () => [...(panel.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
	const focus = (index: number) =>
		items()
			.at(index % items().length)
			?.focus();
	const toggled = (isOpen: boolean) => {
		setOpen(isOpen);
		if (isOpen && !panel.current?.contains(document.activeElement)) focus(0);
	};
	const close = () => {
		panel.current?.hidePopover();
		button.current?.focus();
	};
	const onButton = (event: KeyboardEvent) => {
		if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
		event.preventDefault();
		panel.current?.showPopover();
		focus(event.key === "ArrowDown" ? 0 : -1);
	};
	const onMenu = (event: KeyboardEvent) => {
		const at = items().indexOf(document.activeElement as HTMLElement);
		// The focus goes on from the button, as if the menu had not been there.
		if (event.key === "Tab" || event.key === "Escape") close();
		else if (event.key === " ") items()[at]?.click();
		else {
			const next = afterKey(event.key, at);
			if (next === null) return;
			focus(next);
		}
		if (event.key !== "Tab") event.preventDefault();
	};
	return (
		<div className="account-menu">
			<button
				ref={button}
				type="button"
				className="button icon quiet"
				popoverTarget="account-panel"
				aria-haspopup="menu"
				aria-expanded={open}
				aria-controls="account-menu"
				onKeyDown={onButton}
			>
				{me ? <Avatar person={me} /> : <Icon name="person" size={22} />}
				<span className="visually-hidden">{t`Your account`}</span>
			</button>
			<div
				id="account-panel"
				ref={panel}
				popover="auto"
				className="account-panel"
				onToggle={(event) => toggled(event.newState === "open")}
			>
				{me && (
					<p dir="auto" className="account-name">
						{plainNameOf(me)}
					</p>
				)}
				<div id="account-menu" role="menu" aria-label={t`Your account`} tabIndex={-1} onKeyDown={onMenu}>
					<Link href="/account" role="menuitem" tabIndex={-1} onClick={close}>{t`Account`}</Link>
					<Link href="/news" role="menuitem" tabIndex={-1} onClick={close}>{t`Notification settings`}</Link>
					<button type="button" role="menuitem" tabIndex={-1} onClick={() => void signOut()}>{t`Log out`}</button>
				</div>
			</div>
		</div>
	);
}

/** Returns the item that a key leads to from another, from the end if negative; null if it leads nowhere. */
function afterKey(key: string, at: number): number | null {
	if (key === "ArrowDown") return at + 1;
	if (key === "ArrowUp") return at - 1;
	if (key === "Home") return 0;
	return key === "End" ? -1 : null;
}

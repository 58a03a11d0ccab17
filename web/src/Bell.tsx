// The bell: the number of unread notifications, and the latest ones. Closing the panel marks those it showed as read.
import { plural, t } from "@lingui/core/macro";
import { lazy, Suspense, useRef, useState } from "react";
import { Link } from "wouter";
import { useLatestNotifications, useMarkRead } from "./api/notifications";
import { Broken } from "./ui/Broken";
import { Icon } from "./ui/icons";

const NotificationList = lazy(() =>
	import("./pages/notifications/NotificationList").then((module) => ({ default: module.NotificationList })),
);
const MOST = 99;

export function Bell() {
	const [open, setOpen] = useState(false);
	const panel = useRef<HTMLDivElement>(null);
	const { data, refetch } = useLatestNotifications();
	const mark = useMarkRead();
	const unread = data?.unread ?? 0;
	const newest = data?.items[0]?.offset;
	const toggled = (isOpen: boolean) => {
		setOpen(isOpen);
		// What can be done about them may have changed, and nobody is told of that.
		if (isOpen) void refetch();
		if (!isOpen && unread > 0 && newest !== undefined) mark.mutate(newest);
	};
	const close = () => panel.current?.hidePopover();
	return (
		<div className="bell">
			<button
				type="button"
				className="button icon quiet"
				popoverTarget="notifications"
				aria-label={unread > 0 ? t`Notifications: ${unread} new` : t`Notifications`}
				aria-expanded={open}
			>
				<Icon name="bell" size={22} />
				{unread > 0 && (
					<span className="bell-count numbers" aria-hidden="true">
						{unread > MOST ? `${MOST}+` : unread}
					</span>
				)}
			</button>
			<span className="visually-hidden" role="status">
				{unread > 0 && plural(unread, { one: "# new notification", other: "# new notifications" })}
			</span>
			<section
				id="notifications"
				ref={panel}
				popover="auto"
				className="bell-panel"
				aria-label={t`Notifications`}
				onToggle={(event) => toggled(event.newState === "open")}
			>
				<div className="spread bell-head">
					<h2>{t`Notifications`}</h2>
					<Link href="/news" onClick={close}>{t`See all`}</Link>
				</div>
				{open && (
					<Broken>
						<Suspense fallback={<p className="muted">…</p>}>
							{data?.items.length ? (
								<NotificationList items={data.items} onFollow={close} />
							) : (
								<p className="muted">{t`No notifications yet. Reminders, matches, and feedback appear here.`}</p>
							)}
						</Suspense>
					</Broken>
				)}
			</section>
		</div>
	);
}

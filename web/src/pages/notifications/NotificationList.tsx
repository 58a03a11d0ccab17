// A list of notifications: text, time, and link; unread ones are marked by word and color.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";
import type { AppNotification } from "../../api/notifications";
import { wordsOf } from "../../live/notificationWords";
import { Time } from "../../ui/Time";

export function NotificationList({ items, onFollow }: { items: readonly AppNotification[]; onFollow?: () => void }) {
	return (
		<ul className="news-list">
			{items.map((one) => (
				<Line key={one.offset} notification={one} onFollow={onFollow} />
			))}
		</ul>
	);
}

function Line({ notification, onFollow }: { notification: AppNotification; onFollow: (() => void) | undefined }) {
	const { text, to } = wordsOf(notification);
	return (
		<li className={notification.read ? "news" : "news unread"}>
			<span className="news-dot">{!notification.read && <span className="visually-hidden">{t`New:`} </span>}</span>
			<div>
				<p>{text}</p>
				<p className="small muted">
					<Time at={notification.at} form="relative" />
					{to && (
						<>
							{" · "}
							<Link href={to[0]} onClick={() => onFollow?.()}>
								{to[1]}
							</Link>
						</>
					)}
				</p>
			</div>
		</li>
	);
}

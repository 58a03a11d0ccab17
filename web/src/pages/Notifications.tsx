// All notifications, and the preferences for them.
import { plural, t } from "@lingui/core/macro";
import { useMarkRead, useNotifications } from "../api/notifications";
import { ThisDevice } from "../push/ThisDevice";
import { Button } from "../ui/Button";
import { More } from "../ui/More";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { NotificationList } from "./notifications/NotificationList";
import { Preferences } from "./notifications/Preferences";

export default function Notifications() {
	return (
		<Page title={t`Notifications`} lead={t`Your latest news, and what you want to be notified about.`}>
			<div className="columns news-columns">
				<Latest />
				<div className="stack wide-gap">
					<ThisDevice />
					<Preferences />
				</div>
			</div>
		</Page>
	);
}

function Latest() {
	const list = useNotifications();
	const mark = useMarkRead();
	const unread = list.first?.unread ?? 0;
	const newest = list.items?.[0]?.offset;
	return (
		<section className="card stack" aria-labelledby="latest">
			<div className="spread">
				<h2 id="latest">{t`Latest`}</h2>
				<span className="row">
					<span className="muted small" role="status">
						{list.first && (unread === 0 ? t`All read` : plural(unread, { one: "# unread", other: "# unread" }))}
					</span>
					{unread > 0 && newest !== undefined && (
						<Button
							className="small-button"
							busy={mark.isPending}
							onClick={() => mark.mutate(newest)}
						>{t`Mark all as read`}</Button>
					)}
				</span>
			</div>
			<Failure error={list.error ?? mark.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={200} />}
			{list.items?.length === 0 && (
				<p className="muted">{t`No notifications yet. Reminders, matches, and feedback appear here.`}</p>
			)}
			{list.items && <NotificationList items={list.items} />}
			<More of={list} label={t`Show earlier notifications`} />
		</section>
	);
}

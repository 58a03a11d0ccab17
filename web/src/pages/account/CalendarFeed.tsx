// A secret address for calendar programs. It is shown only when it is created; a new one replaces the old one.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";

export function CalendarFeed() {
	const [asked, setAsked] = useState(false);
	const rotate = useMutation({
		mutationFn: () => ok(api.POST("/slots/calendar/rotate")),
		onSuccess: () => setAsked(false),
	});
	const url = rotate.data?.url;
	return (
		<section className="card stack" aria-labelledby="calendar">
			<h2 id="calendar">{t`Calendar subscription`}</h2>
			<p className="muted">
				<Trans>
					Subscribe to a private link, and your calendar always shows your bookings, including changes and
					cancellations. Anyone who has the link can see them.
				</Trans>
			</p>
			{url ? (
				<FeedAddress url={url} />
			) : (
				<div>
					<Button onClick={() => setAsked(true)}>{t`Create link`}</Button>
				</div>
			)}
			{asked && (
				<Dialog title={t`Create a calendar link?`} onClose={() => setAsked(false)}>
					<p>
						<Trans>
							If you already have a link, it stops working, and calendars that use it lose your bookings until you give
							them the new one.
						</Trans>
					</p>
					<Failure error={rotate.error} />
					<DialogActions
						onBack={() => setAsked(false)}
						action={t`Create link`}
						busy={rotate.isPending}
						onAction={() => rotate.mutate()}
					/>
				</Dialog>
			)}
		</section>
	);
}

function FeedAddress({ url }: { url: string }) {
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(url);
			toast(t`Link copied.`);
		} catch {
			toast(t`Copy the link from the field.`);
		}
	};
	return (
		<div className="stack" role="status">
			<p className="small">{t`This link is shown only once. Add it to your calendar now.`}</p>
			<div className="feed">
				<input
					className="input"
					readOnly
					aria-label={t`Calendar link`}
					value={url}
					onFocus={(event) => event.target.select()}
				/>
				<Button onClick={() => void copy()}>{t`Copy`}</Button>
				<a className="button" href={url.replace(/^https?:/, "webcal:")}>{t`Open in calendar app`}</a>
			</div>
		</div>
	);
}

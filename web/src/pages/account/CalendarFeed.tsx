// A secret address for calendar programs. It is shown only when it is created; a new one replaces the old one.
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
			<h2 id="calendar">Your bookings in your calendar</h2>
			<p className="muted">
				Subscribe to a private address, and your calendar always has your bookings, with moves and cancellations.
				Whoever knows the address sees them.
			</p>
			{url ? (
				<FeedAddress url={url} />
			) : (
				<div>
					<Button onClick={() => setAsked(true)}>Get a new address</Button>
				</div>
			)}
			{asked && (
				<Dialog title="Get a new address?" onClose={() => setAsked(false)}>
					<p>
						If you have one already, it stops working, and calendars that use it lose your bookings until you give them
						the new one.
					</p>
					<Failure error={rotate.error} />
					<DialogActions
						onBack={() => setAsked(false)}
						action="Make it"
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
			toast("The address is copied.");
		} catch {
			toast("Copy the address from the field.");
		}
	};
	return (
		<div className="stack" role="status">
			<p className="small">This is the only time it is shown. Put it into your calendar now.</p>
			<div className="feed">
				<input
					className="input"
					readOnly
					aria-label="Address of your calendar"
					value={url}
					onFocus={(event) => event.target.select()}
				/>
				<Button onClick={() => void copy()}>Copy</Button>
				<a className="button" href={url.replace(/^https?:/, "webcal:")}>
					Open in a calendar
				</a>
			</div>
		</div>
	);
}

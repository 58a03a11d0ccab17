// One booking and its actions: join when its room is open, add it to a calendar, reschedule, edit, or cancel it.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { useLocation } from "wouter";
import { inWords } from "../../api/problems";
import { type Booking, bookingCalendar, cancelBooking, enter, useBookingAction } from "../../api/queries";
import { useTopicNames } from "../../live/topics/topics";
import { CheckDevices } from "../../room/ready/CheckDevices";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { download } from "../../ui/download";
import { Failure, Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { relative, when } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import { GAP_OPTIONS, Level, languageName, TYPES } from "../../ui/words";
import { BookingDialog } from "../times/BookingDialog";

export function BookingLine({ booking, next }: { booking: Booking; next?: boolean }) {
	const [asked, setAsked] = useState<"change" | "cancel" | null>(null);
	const [, navigate] = useLocation();
	const topics = useTopicNames(booking.topics);
	return (
		<div className={next ? "booking next" : "booking"}>
			<div className="booking-when">
				<strong className={next ? "booking-next" : undefined}>
					<Time at={booking.starts_at} />
				</strong>
				<span className="muted">
					{TYPES[booking.interview_type]} · <Level of={booking.difficulty} /> ·{" "}
					<Time at={booking.starts_at} form="relative" />
					{booking.group && (
						<>
							{" · "}
							<bdi>{booking.group.name}</bdi>
						</>
					)}
				</span>
				<span className="muted small">
					{languageName(booking.language)} ·{" "}
					{booking.peer
						? t`With ${nameOf(booking.peer)}, by invitation`
						: GAP_OPTIONS.find(([gap]) => gap === `${booking.max_level_gap}`)?.[1]}
				</span>
				{topics && <span className="muted small">{t`Topics: ${topics}`}</span>}
				{booking.note && (
					<span className="muted small booking-note">
						<Trans>Note: {booking.note}</Trans>
					</span>
				)}
			</div>
			<Join booking={booking} />
			<div className="booking-actions">
				{next && <CheckDevices />}
				<Button className="small-button" onClick={() => void toCalendar(booking)}>{t`Add to calendar`}</Button>
				{!booking.invited && (
					<Button
						className="small-button"
						onClick={() => navigate(`/times?move=${booking.id}`)}
					>{t`Reschedule`}</Button>
				)}
				<Button className="small-button" onClick={() => setAsked("change")}>{t`Edit`}</Button>
				<Button className="small-button" onClick={() => setAsked("cancel")}>{t`Cancel`}</Button>
			</div>
			{asked === "change" && <BookingDialog booking={booking} onClose={() => setAsked(null)} />}
			{asked === "cancel" && <Cancel booking={booking} onClose={() => setAsked(null)} />}
		</div>
	);
}

async function toCalendar(booking: Booking): Promise<void> {
	try {
		download(`mock-mate-${booking.id}.ics`, "text/calendar", await bookingCalendar(booking.id));
	} catch (error) {
		toast(inWords(error));
	}
}

/** A link into the waiting room once it is open; before that, the time when it opens. */
function Join({ booking }: { booking: Booking }) {
	const now = useNow(5_000);
	const [, navigate] = useLocation();
	const join = useBookingAction(() => enter({ slot_id: booking.slot_id }));
	const opens = booking.room_opens_at;
	if (!opens) return null;
	if (Date.parse(opens) > now) {
		return Date.parse(opens) - now < 3_600_000 ? (
			<span className="muted small">
				<Trans>The waiting room opens {relative(opens, now)}</Trans>
			</span>
		) : null;
	}
	return (
		<div className="stack">
			<Button
				kind="primary"
				busy={join.isPending}
				onClick={() => join.mutate(undefined, { onSuccess: () => navigate(`/waiting?slot=${booking.slot_id}`) })}
			>{t`Join`}</Button>
			<Failure error={join.error} />
		</div>
	);
}

function Cancel({ booking, onClose }: { booking: Booking; onClose(): void }) {
	const cancel = useBookingAction(() => cancelBooking(booking.id));
	return (
		<Dialog title={t`Cancel this booking?`} onClose={onClose}>
			<p>
				{booking.invited ? (
					<Trans>
						{TYPES[booking.interview_type]}, {when(booking.starts_at)}. The other person is told, and can’t enter
						either.
					</Trans>
				) : (
					<Trans>
						{TYPES[booking.interview_type]}, {when(booking.starts_at)}. Your seat will be open to someone else.
					</Trans>
				)}
			</p>
			<LateRule booking={booking} />
			<Failure error={cancel.error} />
			<DialogActions
				onBack={onClose}
				back={t`Keep it`}
				action={t`Cancel booking`}
				kind="danger"
				busy={cancel.isPending}
				onAction={() =>
					cancel.mutate(undefined, {
						onSuccess: () => {
							toast(t`The booking is canceled.`);
							onClose();
						},
					})
				}
			/>
		</Dialog>
	);
}

/** A warning, before canceling, of what it costs. */
function LateRule({ booking: { free_until: until } }: { booking: Booking }) {
	const now = useNow(5_000);
	if (until === null) return null;
	if (Date.parse(until) > now) {
		return (
			<p className="muted">
				<Trans>You can cancel without penalty until {when(until)}.</Trans>
			</p>
		);
	}
	return (
		<Notice tone="warn">
			<Trans>
				<strong>It starts soon, so this counts as a late cancellation.</strong> That lowers the reliability your peers
				see, but less than not showing up: no one has to wait for you.
			</Trans>
		</Notice>
	);
}

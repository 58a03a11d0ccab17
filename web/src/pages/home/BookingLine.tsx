// One booking with what can be done about it: join when its room is open, change, move, cancel.
import { useState } from "react";
import { useLocation } from "wouter";
import { type Booking, cancelBooking, enter, useBookingAction } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Failure } from "../../ui/Notice";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { full, relative } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import { Level, TYPES } from "../../ui/words";
import { BookingDialog } from "../times/BookingDialog";

export function BookingLine({ booking }: { booking: Booking }) {
	const [asked, setAsked] = useState<"change" | "cancel" | null>(null);
	const [, navigate] = useLocation();
	return (
		<li className="booking">
			<div className="booking-when">
				<strong>
					<Time at={booking.starts_at} />
				</strong>
				<span className="muted">
					{TYPES[booking.interview_type]} · <Level of={booking.difficulty} /> ·{" "}
					<Time at={booking.starts_at} form="relative" />
				</span>
				{booking.note && <span className="muted small">Note: {booking.note}</span>}
			</div>
			<div className="row">
				<Join booking={booking} />
				<Button onClick={() => navigate(`/times?move=${booking.id}`)}>Move</Button>
				<Button onClick={() => setAsked("change")}>Change</Button>
				<Button kind="quiet" onClick={() => setAsked("cancel")}>
					Cancel
				</Button>
			</div>
			{asked === "change" && <BookingDialog booking={booking} onClose={() => setAsked(null)} />}
			{asked === "cancel" && <Cancel booking={booking} onClose={() => setAsked(null)} />}
		</li>
	);
}

/** The way into the waiting room once it is open; before, when that will be. */
function Join({ booking }: { booking: Booking }) {
	const now = useNow(5_000);
	const [, navigate] = useLocation();
	const join = useBookingAction(() => enter({ slot_id: booking.slot_id }));
	const opens = booking.room_opens_at;
	if (!opens) return null;
	if (Date.parse(opens) > now) {
		return Date.parse(opens) - now < 3_600_000 ? (
			<span className="muted small">The waiting room opens {relative(opens, now)}</span>
		) : null;
	}
	return (
		<>
			<Button
				kind="primary"
				busy={join.isPending}
				onClick={() => join.mutate(undefined, { onSuccess: () => navigate(`/waiting?slot=${booking.slot_id}`) })}
			>
				Join
			</Button>
			<Failure error={join.error} />
		</>
	);
}

function Cancel({ booking, onClose }: { booking: Booking; onClose(): void }) {
	const cancel = useBookingAction(() => cancelBooking(booking.id));
	return (
		<Dialog title="Cancel this booking?" onClose={onClose}>
			<p>
				{TYPES[booking.interview_type]}, {full(booking.starts_at)}. Your seat goes to somebody else.
			</p>
			<Failure error={cancel.error} />
			<div className="dialog-actions">
				<Button onClick={onClose}>Keep it</Button>
				<Button
					kind="danger"
					busy={cancel.isPending}
					onClick={() =>
						cancel.mutate(undefined, {
							onSuccess: () => {
								toast("The booking is cancelled.");
								onClose();
							},
						})
					}
				>
					Cancel the booking
				</Button>
			</div>
		</Dialog>
	);
}

// One slot: its bookings, and the actions: book it, move a booking there, or watch for a free seat.
import { useState } from "react";
import { useLocation } from "wouter";
import { type Booking, changeBooking, type Slot, useBookingAction, watch } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { duration, when } from "../../ui/time";
import { Level, TYPES } from "../../ui/words";
import { BookingDialog } from "./BookingDialog";

const FEW = 5;

export function SlotCell({ slot, moving }: { slot: Slot; moving: Booking | undefined }) {
	const left = slot.capacity - slot.booked;
	return (
		<li className="slot">
			<span className="slot-what">
				<span className="slot-type">
					{TYPES[slot.interview_type]}
					{slot.popular && (
						<span className="tag accent" title="Many have booked it, or met at this time in the last four weeks.">
							Popular
						</span>
					)}
				</span>
				<span className="muted small">
					{duration((Date.parse(slot.ends_at) - Date.parse(slot.starts_at)) / 1000)} · {seats(slot)}
				</span>
			</span>
			<span className="slot-action">
				{slot.mine ? (
					<span className="tag good">
						Yours · <Level of={slot.mine.difficulty} />
					</span>
				) : left <= 0 ? (
					<Watch slot={slot} />
				) : moving ? (
					<MoveHere slot={slot} moving={moving} />
				) : (
					<Book slot={slot} />
				)}
			</span>
		</li>
	);
}

function seats({ booked, capacity }: Slot): string {
	const left = capacity - booked;
	if (left <= 0) return "full";
	if (left <= FEW) return `${left} ${left === 1 ? "seat" : "seats"} left`;
	return booked === 0 ? "nobody yet" : `${booked} ${booked === 1 ? "person" : "people"} booked`;
}

function named({ interview_type, starts_at }: Slot): string {
	return `${TYPES[interview_type]}, ${when(starts_at)}`;
}

function Book({ slot }: { slot: Slot }) {
	const [asked, setAsked] = useState(false);
	return (
		<>
			<Button aria-label={`Book ${named(slot)}`} onClick={() => setAsked(true)}>
				Book
			</Button>
			{asked && <BookingDialog slot={slot} onClose={() => setAsked(false)} />}
		</>
	);
}

function MoveHere({ slot, moving }: { slot: Slot; moving: Booking }) {
	const [, navigate] = useLocation();
	const move = useBookingAction(() => changeBooking(moving.id, { slot_id: slot.id }));
	const done = () => {
		toast(`Moved to ${when(slot.starts_at)}.`);
		navigate("/");
	};
	return (
		<>
			<Button
				busy={move.isPending}
				aria-label={`Move to ${named(slot)}`}
				onClick={() => move.mutate(undefined, { onSuccess: done })}
			>
				Move here
			</Button>
			<Failure error={move.error} />
		</>
	);
}

/** A full slot: ask to be notified of a free seat. */
function Watch({ slot }: { slot: Slot }) {
	const change = useBookingAction(() => watch(slot.id, !slot.watching));
	return (
		<>
			<Button
				kind={slot.watching ? "quiet" : "plain"}
				aria-pressed={slot.watching}
				aria-label={`Tell me of a free seat: ${named(slot)}`}
				busy={change.isPending}
				icon="bell"
				onClick={() =>
					change.mutate(undefined, {
						onSuccess: () =>
							toast(slot.watching ? "You won’t be told of a free seat." : "You will be told when a seat becomes free."),
					})
				}
			>
				{slot.watching ? "Watching" : "Watch"}
			</Button>
			<Failure error={change.error} />
		</>
	);
}

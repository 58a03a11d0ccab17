// What can be done with one slot: book it, move a booking there, or watch it for a free seat.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { type Booking, changeBooking, type Slot, useBookingAction, watch } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { when } from "../../ui/time";
import { TYPES } from "../../ui/words";
import { BookingDialog } from "./BookingDialog";

interface Props {
	slot: Slot;
	/** The booking to move, if one is being moved. */
	moving: Booking | undefined;
	/** The time, for a small button that shows nothing else. */
	time?: string;
}

export function SlotActions({ moving, ...rest }: Props) {
	if (rest.slot.booked >= rest.slot.capacity) return <Watch slot={rest.slot} />;
	return moving ? <MoveHere moving={moving} {...rest} /> : <Book {...rest} />;
}

function named({ interview_type, starts_at }: Slot): string {
	return `${TYPES[interview_type]}, ${when(starts_at)}`;
}

/** The attributes of a button. What is seen on it begins its name, for people who speak to their computer. */
function labeled(action: string, time: string | undefined) {
	return time ? { className: "time numbers", "aria-label": `${time}: ${action}` } : { "aria-label": action };
}

function Book({ slot, time }: Omit<Props, "moving">) {
	const [asked, setAsked] = useState(false);
	return (
		<>
			<Button {...labeled(t`Book ${named(slot)}`, time)} onClick={() => setAsked(true)}>
				{time ?? t`Book`}
			</Button>
			{asked && <BookingDialog slot={slot} onClose={() => setAsked(false)} />}
		</>
	);
}

function MoveHere({ slot, moving, time }: Props & { moving: Booking }) {
	const [asked, setAsked] = useState(false);
	const [, navigate] = useLocation();
	const move = useBookingAction(() => changeBooking(moving.id, { slot_id: slot.id }));
	const done = () => {
		toast(t`Moved to ${when(slot.starts_at)}.`);
		navigate("/");
	};
	return (
		<>
			<Button {...labeled(t`Move to ${named(slot)}`, time)} onClick={() => setAsked(true)}>
				{time ?? t`Move here`}
			</Button>
			{asked && (
				<Dialog title={t`Move the booking?`} onClose={() => setAsked(false)}>
					<p>
						<Trans>
							From {when(moving.starts_at)} to <strong>{when(slot.starts_at)}</strong>.
						</Trans>
					</p>
					<Failure error={move.error} />
					<DialogActions
						onBack={() => setAsked(false)}
						action={t`Move it`}
						busy={move.isPending}
						onAction={() => move.mutate(undefined, { onSuccess: done })}
					/>
				</Dialog>
			)}
		</>
	);
}

/** A full slot: ask to be notified of a free seat. */
function Watch({ slot }: { slot: Slot }) {
	const client = useQueryClient();
	const change = useMutation({
		mutationFn: (on: boolean) => watch(slot.id, on),
		onSuccess: (_, on) =>
			toast(on ? t`You will be notified when a seat is free.` : t`You won’t be notified when a seat is free.`),
		// Busy until it shows what is so now: pressed again before, it would ask for the same once more.
		onSettled: () => client.invalidateQueries({ queryKey: ["slots"] }),
	});
	return (
		<>
			<Button
				kind={slot.watching ? "quiet" : "plain"}
				aria-pressed={slot.watching}
				aria-label={
					slot.watching
						? t`Watching: notify me when a seat is free, ${named(slot)}`
						: t`Watch: notify me when a seat is free, ${named(slot)}`
				}
				busy={change.isPending}
				icon="bell"
				onClick={() => change.mutate(!slot.watching)}
			>
				{slot.watching ? t`Watching` : t`Watch`}
			</Button>
			<Failure error={change.error} />
		</>
	);
}

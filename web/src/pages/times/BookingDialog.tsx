// The matching options of a booking, new or existing.
import { select, t } from "@lingui/core/macro";
import { useState } from "react";
import { fieldError } from "../../api/problems";
import {
	type Booking,
	bookSlot,
	changeBooking,
	type Difficulty,
	type Slot,
	useBookingAction,
	useProfile,
} from "../../api/queries";
import { Choice } from "../../ui/Choice";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Select, TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { when } from "../../ui/time";
import { GAP_OPTIONS, LEVEL_OPTIONS, languageOptions } from "../../ui/words";

type Props = { onClose(): void } & ({ slot: Slot; booking?: never } | { booking: Booking; slot?: never });

export function BookingDialog({ slot, booking, onClose }: Props) {
	const { data: me, isPending } = useProfile();
	const [level, setLevel] = useState<Difficulty>(booking?.difficulty ?? "medium");
	const [chosen, setLanguage] = useState(booking?.language);
	const language = chosen ?? me?.languages[0] ?? "en";
	const [gap, setGap] = useState(String(booking?.max_level_gap ?? 2));
	const [note, setNote] = useState(booking?.note ?? "");
	const save = useBookingAction(() => {
		const mine = { difficulty: level, note: note.trim() || null };
		if (booking?.invited) return changeBooking(booking.id, mine);
		const wishes = { ...mine, language, max_level_gap: Number(gap) };
		return booking ? changeBooking(booking.id, wishes) : bookSlot({ slot_id: slot.id, ...wishes });
	});
	const about = booking ?? slot;
	return (
		<Dialog
			title={
				booking
					? t`Edit booking`
					: select(about.interview_type, { technical: "Book technical", other: "Book behavioral" })
			}
			onClose={onClose}
		>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					save.mutate(undefined, {
						onSuccess: () => {
							toast(
								booking ? t`Your booking is updated.` : t`Booked. You can add it to your calendar on the home page.`,
							);
							onClose();
						},
					});
				}}
			>
				<p className="muted">{when(about.starts_at)}</p>
				<Choice legend={t`Your level`} even options={LEVEL_OPTIONS} value={level} onChange={setLevel} />
				{!booking?.invited && (
					<>
						<Select label={t`Partner’s level`} value={gap} onChange={setGap} options={GAP_OPTIONS} />
						<Select
							label={t`Language you speak`}
							value={language}
							onChange={setLanguage}
							options={languageOptions(me?.languages)}
						/>
					</>
				)}
				<TextField
					label={t`Note to yourself`}
					hint={t`Your peer doesn’t see it.`}
					rows={2}
					maxLength={500}
					value={note}
					onChange={(event) => setNote(event.target.value)}
					error={fieldError(save.error, "note")}
				/>
				<Failure error={save.error} />
				<DialogActions
					onBack={onClose}
					action={booking ? t`Save` : t`Book`}
					busy={save.isPending || (chosen === undefined && isPending)}
				/>
			</form>
		</Dialog>
	);
}

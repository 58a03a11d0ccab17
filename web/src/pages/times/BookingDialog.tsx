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
import { TopicChoice } from "../../live/topics/TopicChoice";
import { wishing } from "../../live/topics/topics";
import { Choice } from "../../ui/Choice";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Select, TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { when } from "../../ui/time";
import { GAP_OPTIONS, LEVEL_OPTIONS, languageOptions } from "../../ui/words";
import { remembered, rememberTopics } from "../home/practice";

type Props = { onClose(): void } & ({ slot: Slot; booking?: never } | { booking: Booking; slot?: never });

export function BookingDialog({ slot, booking, onClose }: Props) {
	const { data: me, isPending } = useProfile();
	const [level, setLevel] = useState<Difficulty>(booking?.difficulty ?? "medium");
	const [chosen, setLanguage] = useState(booking?.language);
	const language = chosen ?? me?.languages[0] ?? "en";
	const [gap, setGap] = useState(String(booking?.max_level_gap ?? 2));
	const [note, setNote] = useState(booking?.note ?? "");
	const about = booking ?? slot;
	const type = about.interview_type;
	// A server of before doesn't send a booking's.
	const [topics, setTopics] = useState<readonly string[]>((booking ? booking.topics : remembered().topics[type]) ?? []);
	const save = useBookingAction(() => {
		const mine = { difficulty: level, note: note.trim() || null };
		if (booking?.invited) return changeBooking(booking.id, mine);
		return wishing(type, topics, (slugs) => {
			rememberTopics(type, slugs);
			const wishes = { ...mine, language, max_level_gap: Number(gap), topics: slugs };
			return booking ? changeBooking(booking.id, wishes) : bookSlot({ slot_id: slot.id, ...wishes });
		});
	});
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
						<TopicChoice type={type} value={topics} onChange={setTopics} error={fieldError(save.error, "topics")} />
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

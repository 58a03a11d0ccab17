// Find a time: a strip of days, the times of one of them in your zone, and booking or moving there.
import { useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import {
	type Booking,
	changeBooking,
	type InterviewType,
	type Slot,
	useBookingAction,
	useLiveBookings,
	useSlots,
} from "../api/queries";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { Failure, Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { toast } from "../ui/Toasts";
import { clock, dayStart, full, ZONE, zoneName } from "../ui/time";
import { Level, TYPE_OPTIONS, TYPES } from "../ui/words";
import { BookingDialog } from "./times/BookingDialog";

const DAYS = 14;
const FILTERS = [["all", "Both"], ...TYPE_OPTIONS] as const;

export default function Times() {
	const moved = Number(new URLSearchParams(useSearch()).get("move"));
	const { data: bookings } = useLiveBookings();
	const moving = bookings?.find((one) => one.id === moved);
	const [today] = useState(() => dayStart(new Date()));
	const [offset, setOffset] = useState(0);
	const [filter, setFilter] = useState<"all" | InterviewType>("all");
	const type = moving ? moving.interview_type : filter === "all" ? null : filter;
	const [from, to] = [dayStart(today, offset), dayStart(today, offset + 1)];
	const { data: slots, error, refetch, isPending } = useSlots(from, to, type);
	return (
		<Page title="Find a time" lead={`Times are in your zone, ${ZONE.replaceAll("_", " ")} (${zoneName(from)}).`}>
			<div className="stack">
				{moving && (
					<Notice
						tone="accent"
						action={
							<Link href="/" className="button">
								Leave it as it is
							</Link>
						}
					>
						<strong>Pick the new time</strong>
						<div>
							for your {TYPES[moving.interview_type].toLowerCase()} interview of {full(moving.starts_at)}.
						</div>
					</Notice>
				)}
				<DayStrip today={today} chosen={offset} onChoose={setOffset} />
				{!moving && (
					<Choice legend="Kind of interview" hideLegend options={FILTERS} value={filter} onChange={setFilter} />
				)}
				<Failure error={error} again={() => void refetch()} />
				<div aria-live="polite" aria-busy={isPending}>
					{isPending ? (
						<Loading height={320} />
					) : slots && slots.length > 0 ? (
						<ul className="slots">
							{slots.map((slot) => (
								<SlotLine key={slot.id} slot={slot} moving={moving} />
							))}
						</ul>
					) : (
						!error && (
							<div className="card empty">
								<p>There are no times left on this day.</p>
								{offset < DAYS - 1 && <Button onClick={() => setOffset(offset + 1)}>Show the next day</Button>}
							</div>
						)
					)}
				</div>
			</div>
		</Page>
	);
}

function DayStrip({ today, chosen, onChoose }: { today: Date; chosen: number; onChoose(offset: number): void }) {
	const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
	const month = new Intl.DateTimeFormat(undefined, { month: "long" });
	return (
		<ul className="days" aria-label="Days">
			{Array.from({ length: DAYS }, (_, offset) => {
				const date = dayStart(today, offset);
				return (
					<li key={date.getTime()}>
						<button type="button" className="day" aria-pressed={offset === chosen} onClick={() => onChoose(offset)}>
							<span>{offset === 0 ? "Today" : weekday.format(date)}</span>
							<strong className="numbers">{date.getDate()}</strong>
							<span className="visually-hidden"> {month.format(date)}</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}

function SlotLine({ slot, moving }: { slot: Slot; moving: Booking | undefined }) {
	const [asked, setAsked] = useState(false);
	const [, navigate] = useLocation();
	const move = useBookingAction(() => changeBooking(moving?.id ?? 0, { slot_id: slot.id }));
	const isFull = slot.booked >= slot.capacity;
	return (
		<li className="slot">
			<span className="slot-time numbers">
				<strong>{clock(slot.starts_at)}</strong>
				<span className="muted"> – {clock(slot.ends_at)}</span>
			</span>
			<span className="slot-type">{TYPES[slot.interview_type]}</span>
			<span className="muted small slot-seats">{seats(slot)}</span>
			<span className="slot-action">
				{slot.mine ? (
					<span className="tag accent">
						Yours · <Level of={slot.mine.difficulty} />
					</span>
				) : isFull ? (
					<span className="muted small">Full</span>
				) : (
					<Button
						busy={move.isPending}
						aria-label={`${moving ? "Move to" : "Book"} ${TYPES[slot.interview_type]}, ${full(slot.starts_at)}`}
						onClick={() =>
							moving
								? move.mutate(undefined, {
										onSuccess: () => {
											toast(`Moved to ${full(slot.starts_at)}.`);
											navigate("/");
										},
									})
								: setAsked(true)
						}
					>
						{moving ? "Move here" : "Book"}
					</Button>
				)}
			</span>
			{move.error && <Failure error={move.error} />}
			{asked && <BookingDialog slot={slot} onClose={() => setAsked(false)} />}
		</li>
	);
}

const FEW = 5;

function seats({ booked, capacity }: Slot): string {
	const left = capacity - booked;
	if (left > 0 && left <= FEW) return `${left} ${left === 1 ? "seat" : "seats"} left`;
	return booked === 0 ? "nobody yet" : `${booked} ${booked === 1 ? "person" : "people"} booked`;
}

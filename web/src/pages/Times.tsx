// Find a time: a strip of days, one day's slots in the user's time zone, and booking or moving a booking there.
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { type Booking, type InterviewType, type SlotFilter, useLiveBookings, useSlots } from "../api/queries";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { Select } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { clock, dayStart, isoDay, when, ZONE, zoneName } from "../ui/time";
import { TYPE_OPTIONS, TYPES } from "../ui/words";
import { DAYS, DayStrip } from "./times/DayStrip";
import { byTime, PARTS, type Part } from "./times/dayparts";
import { SlotCell } from "./times/SlotCell";
import "../styles/times.css";

const TYPE_FILTER = [["all", "Both"], ...TYPE_OPTIONS] as const;
const PART_FILTER = [["any", "Any time of day"], ...PARTS.map(([key, label]) => [key, label] as const)] as const;

export default function Times() {
	const moved = Number(new URLSearchParams(useSearch()).get("move"));
	const { data: bookings } = useLiveBookings();
	const moving = bookings?.find((one) => one.id === moved);
	const [today] = useState(() => dayStart(new Date()));
	const [offset, setOffset] = useState(0);
	const [kind, setKind] = useState<"all" | InterviewType>("all");
	const [part, setPart] = useState<"any" | Part>("any");
	const date = dayStart(today, offset);
	const chosen = PARTS.find(([key]) => key === part);
	const filter: SlotFilter = {
		day: isoDay(date),
		zone: ZONE,
		type: moving ? moving.interview_type : kind === "all" ? null : kind,
		hours: chosen ? [chosen[2], chosen[3]] : null,
	};
	return (
		<Page title="Find a time" lead={`Times are in your zone, ${ZONE.replaceAll("_", " ")} (${zoneName(date)}).`}>
			<div className="stack">
				{moving && <Moving booking={moving} />}
				<DayStrip today={today} chosen={offset} onChoose={setOffset} />
				<div className="slot-filters">
					{!moving && (
						<Choice legend="Kind of interview" hideLegend options={TYPE_FILTER} value={kind} onChange={setKind} />
					)}
					<Select
						label="Time of day"
						hideLabel
						value={part}
						onChange={(value) => setPart(value as "any" | Part)}
						options={PART_FILTER}
					/>
				</div>
				<Day
					filter={filter}
					moving={moving}
					onNext={offset < DAYS - 1 ? () => setOffset(offset + 1) : undefined}
					onAll={part === "any" ? undefined : () => setPart("any")}
				/>
			</div>
		</Page>
	);
}

function Moving({ booking }: { booking: Booking }) {
	const isLate = booking.free_until !== null && Date.parse(booking.free_until) < Date.now();
	return (
		<Notice
			tone={isLate ? "warn" : "accent"}
			action={
				<Link href="/" className="button">
					Leave it as it is
				</Link>
			}
		>
			<strong>Pick the new time</strong>
			<div>
				for your {TYPES[booking.interview_type].toLowerCase()} interview of {when(booking.starts_at)}.
				{isLate && " It starts so soon that moving it is marked as late."}
			</div>
		</Notice>
	);
}

interface DayProps {
	filter: SlotFilter;
	moving: Booking | undefined;
	onNext: (() => void) | undefined;
	onAll: (() => void) | undefined;
}

function Day({ filter, moving, onNext, onAll }: DayProps) {
	const { data: slots, error, refetch, isPending } = useSlots(filter);
	const parts = byTime(slots ?? []);
	return (
		<div className="day-list" aria-live="polite" aria-busy={isPending}>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={320} />}
			{parts.map(({ part, label, hours }) => (
				<section key={part} className="day-part" aria-label={label}>
					<h2>{label}</h2>
					<ul className="hours">
						{hours.map((hour) => (
							<li key={hour.starts} className="hour">
								<span className="hour-time numbers">
									<strong>{clock(hour.starts)}</strong>
								</span>
								<ul className="hour-slots">
									{hour.slots.map((slot) => (
										<SlotCell key={slot.id} slot={slot} moving={moving} />
									))}
								</ul>
							</li>
						))}
					</ul>
				</section>
			))}
			{slots?.length === 0 && (
				<div className="card empty">
					<p>
						{onAll
							? "There is nothing at this time of the day."
							: onNext
								? "There are no times left on this day."
								: "Times are open for two weeks; later ones come by and by."}
					</p>
					<div className="row">
						{onAll && <Button onClick={onAll}>Show the whole day</Button>}
						{onNext && <Button onClick={onNext}>Show the next day</Button>}
					</div>
				</div>
			)}
		</div>
	);
}

// Find a time: a strip of days, one day's slots in the user's time zone, and booking or moving a booking there.
import { t } from "@lingui/core/macro";
import { Select as Case, Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { type Booking, type InterviewType, type SlotFilter, useLiveBookings, usePopulatedSlots } from "../api/queries";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { Select } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { dayStart, isoDay, when, ZONE, zoneName } from "../ui/time";
import { TYPE_OPTIONS } from "../ui/words";
import { Day } from "./times/Day";
import { DayStrip } from "./times/DayStrip";
import { PARTS, type Part, partOf } from "./times/dayparts";
import { byDay, freeEvening } from "./times/people";
import "../styles/times.css";

const DAYS = 14;
const TYPE_FILTER = [["all", t`Both`], ...TYPE_OPTIONS] as const;
const PART_FILTER = [["any", t`Any time of day`], ...PARTS.map(([key, label]) => [key, label] as const)] as const;

export default function Times() {
	const moved = Number(new URLSearchParams(useSearch()).get("move"));
	const { data: bookings, error, refetch, isPending } = useLiveBookings();
	const moving = bookings?.find((one) => one.id === moved);
	const [days] = useState(() => Array.from({ length: DAYS }, (_, offset) => dayStart(new Date(), offset)));
	const [offset, setOffset] = useState(0);
	const [kind, setKind] = useState<"all" | InterviewType>("all");
	const [part, setPart] = useState<"any" | Part>("any");
	const date = days[offset] ?? new Date();
	const type = moving ? moving.interview_type : kind === "all" ? null : kind;
	const people = usePeople(days, type, part);
	const chosen = PARTS.find(([key]) => key === part);
	const filter: SlotFilter = {
		day: isoDay(date),
		zone: ZONE,
		type,
		hours: chosen ? [chosen[2], chosen[3]] : null,
	};
	const busier = days.findIndex((one) => one.getTime() !== date.getTime() && people.has(isoDay(one)));
	const evening =
		bookings &&
		freeEvening(
			days,
			bookings.filter((one) => !one.practice && one !== moving),
			new Date(),
		);
	return (
		<Page title={t`Find a time`} lead={t`Times are in your zone, ${ZONE.replaceAll("_", " ")} (${zoneName(date)}).`}>
			<div className="stack">
				{moving && <Moving booking={moving} />}
				{moved > 0 && bookings && !moving && (
					<Notice tone="warn">{t`You can’t move this booking anymore. What you choose here is a new booking.`}</Notice>
				)}
				<DayStrip days={days} chosen={offset} people={people} onChoose={setOffset} />
				<div className="slot-filters">
					{!moving && (
						<Choice legend={t`Kind of interview`} hideLegend options={TYPE_FILTER} value={kind} onChange={setKind} />
					)}
					<Select
						label={t`Time of day`}
						hideLabel
						value={part}
						onChange={(value) => setPart(value as "any" | Part)}
						options={PART_FILTER}
					/>
					{(isPending || typeof evening === "number") && (
						<Button
							icon="calendar"
							busy={isPending}
							onClick={() => {
								setOffset(evening ?? 0);
								setPart("evening");
							}}
						>{t`Next free evening`}</Button>
					)}
				</div>
				{moved > 0 && !bookings ? (
					// A time chosen now would be booked, instead of what was booked being moved there.
					<>
						<Failure error={error} again={() => void refetch()} />
						{isPending && <Loading height={320} />}
					</>
				) : (
					<Day
						filter={filter}
						date={date}
						moving={moving}
						busier={
							days[busier] && {
								date: days[busier],
								count: people.get(isoDay(days[busier])) ?? 0,
								onChoose: () => setOffset(busier),
							}
						}
						onNext={offset < DAYS - 1 ? () => setOffset(offset + 1) : undefined}
						onAll={part === "any" ? undefined : () => setPart("any")}
					/>
				)}
			</div>
		</Page>
	);
}

/** How many others have booked on each day, of those times that are shown. */
function usePeople(days: readonly Date[], type: InterviewType | null, part: "any" | Part): Map<string, number> {
	const [end] = useState(() => dayStart(days[0] ?? new Date(), DAYS));
	const { data } = usePopulatedSlots(end);
	return byDay(
		data?.filter(
			(slot) => (type === null || slot.interview_type === type) && (part === "any" || partOf(slot.starts_at) === part),
		) ?? [],
	);
}

function Moving({ booking }: { booking: Booking }) {
	const isLate = booking.free_until !== null && Date.parse(booking.free_until) < Date.now();
	return (
		<Notice
			tone={isLate ? "warn" : "accent"}
			action={<Link href="/" className="button">{t`Keep the current time`}</Link>}
		>
			<Trans>
				<strong>Choose a new time</strong>
				<div>
					for your <Case value={booking.interview_type} _technical="technical" other="behavioral" /> interview of{" "}
					{when(booking.starts_at)}.
				</div>
			</Trans>
			{isLate && <div>{t`It starts soon, so moving it counts as late.`}</div>}
		</Notice>
	);
}

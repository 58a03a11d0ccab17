// One day's slots: first those with people, then all other times as small buttons.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { type Booking, type Slot, type SlotFilter, useSlots } from "../../api/queries";
import { Button } from "../../ui/Button";
import { list } from "../../ui/locale";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { clock, day as dayName, duration } from "../../ui/time";
import { Level, TYPES } from "../../ui/words";
import { byPart, timeName } from "./dayparts";
import { hasPeople, others } from "./people";
import { SlotActions } from "./SlotActions";

const FEW = 5;

interface Props {
	filter: SlotFilter;
	date: Date;
	moving: Booking | undefined;
	/** Another day that has people, and how many. */
	busier: { date: Date; count: number; onChoose(): void } | undefined;
	onNext: (() => void) | undefined;
	onAll: (() => void) | undefined;
}

export function Day({ filter, date, moving, busier, onNext, onAll }: Props) {
	const { data: slots, error, refetch, isPending } = useSlots(filter);
	const ours = slots?.filter((slot) => slot.group) ?? [];
	const first = slots?.filter((slot) => !slot.group && (slot.mine || hasPeople(slot))) ?? [];
	const rest = slots?.filter((slot) => !slot.group && !first.includes(slot)) ?? [];
	const met = first.filter(hasPeople).length;
	return (
		<div className="day-list" aria-busy={isPending}>
			<p className="visually-hidden" role="status">
				{slots &&
					t`${dayName(date)}: ${plural(met, {
						one: "# time with people",
						other: "# times with people",
					})}, ${plural(rest.length, { one: "# other", other: "# others" })}.`}
			</p>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={320} />}
			{ours.length > 0 && (
				<section aria-labelledby="groups-here">
					<h2 id="groups-here">{t`In your groups`}</h2>
					<ul className="slots">
						{ours.map((slot) => (
							<Populated key={slot.id} slot={slot} moving={moving} />
						))}
					</ul>
				</section>
			)}
			{first.length > 0 && (
				<section aria-labelledby="people-here">
					<h2 id="people-here">{met > 0 ? t`Where people are` : t`Your bookings`}</h2>
					<ul className="slots">
						{first.map((slot) => (
							<Populated key={slot.id} slot={slot} moving={moving} />
						))}
					</ul>
				</section>
			)}
			{slots && slots.length > ours.length && met === 0 && (
				<div className="spread muted">
					<p>
						<Trans>No one else has booked on this day yet. Book a time, and others will see that you are there.</Trans>
					</p>
					{busier && (
						<Button onClick={busier.onChoose}>
							{t`${dayName(busier.date)}: ${plural(busier.count, { other: "# booked" })}`}
						</Button>
					)}
				</div>
			)}
			{rest.length > 0 && (
				<Others title={first.length > 0 ? t`Other times` : t`All times`} slots={rest} moving={moving} />
			)}
			{slots?.length === 0 && (
				<div className="card empty">
					<p>
						{onAll
							? t`There are no times left in this part of the day.`
							: onNext
								? t`There are no times left on this day.`
								: t`You can book up to two weeks ahead. A new day opens every day.`}
					</p>
					<div className="row">
						{onAll && <Button onClick={onAll}>{t`Show the whole day`}</Button>}
						{onNext && <Button onClick={onNext}>{t`Show the next day`}</Button>}
					</div>
				</div>
			)}
		</div>
	);
}

function Populated({ slot, moving }: { slot: Slot; moving: Booking | undefined }) {
	return (
		<li className="slot">
			<strong className="slot-time numbers">{clock(slot.starts_at)}</strong>
			<span className="slot-what">
				<span className="slot-type">
					{TYPES[slot.interview_type]}
					{slot.group && (
						<span className="tag">
							<bdi>{slot.group.name}</bdi>
						</span>
					)}
					{slot.popular && (
						<span
							className="tag accent"
							title={t`Many have booked it, or met at this time in the last four weeks.`}
						>{t`Popular`}</span>
					)}
				</span>
				<span className="muted small">
					{duration((Date.parse(slot.ends_at) - Date.parse(slot.starts_at)) / 1000)} · {seats(slot)}
				</span>
			</span>
			<span className="slot-action">
				{slot.mine ? (
					<span className="tag good">
						<Trans>
							Yours · <Level of={slot.mine.difficulty} />
						</Trans>
					</span>
				) : (
					<SlotActions slot={slot} moving={moving} />
				)}
			</span>
		</li>
	);
}

function seats(slot: Slot): string {
	return list([booked(slot), free(slot)]);
}

function booked(slot: Slot): string {
	const count = others(slot);
	if (count === 0) return t`no one else yet`;
	return slot.mine
		? plural(count, { one: "# other person booked", other: "# others booked" })
		: plural(count, { one: "# person booked", other: "# people booked" });
}

function free(slot: Slot): string | null {
	const left = slot.capacity - slot.booked;
	if (left <= 0) return t`full`;
	return left <= FEW ? plural(left, { one: "# seat left", other: "# seats left" }) : null;
}

function Others({ title, slots, moving }: { title: string; slots: Slot[]; moving: Booking | undefined }) {
	return (
		<section aria-labelledby="other-times">
			<h2 id="other-times">{title}</h2>
			<div className="card other-times">
				{byPart(slots).map(({ part, label, types }) => (
					<section key={part} className="day-part" aria-label={label}>
						<h3>{label}</h3>
						{types.map(({ type, slots: ofType }) => (
							<div key={type} className="day-type">
								<span className="muted small">{TYPES[type]}</span>
								<ul className="time-grid">
									{ofType.map((slot) => (
										<li key={slot.id}>
											<SlotActions slot={slot} moving={moving} time={timeName(slot.starts_at, ofType)} />
										</li>
									))}
								</ul>
							</div>
						))}
					</section>
				))}
			</div>
		</section>
	);
}

// The two weeks open for booking, one button a day with the number of people there; arrow keys move between days.
import { plural, t } from "@lingui/core/macro";
import { type KeyboardEvent, useRef } from "react";
import { isRightToLeft } from "../../i18n/choice";
import { LOCALE, whole } from "../../ui/locale";
import { isoDay } from "../../ui/time";

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface Props {
	days: readonly Date[];
	chosen: number;
	/** How many others have booked on each day. */
	people: ReadonlyMap<string, number>;
	onChoose(offset: number): void;
}

export function DayStrip({ days, chosen, people, onChoose }: Props) {
	const strip = useRef<HTMLUListElement>(null);
	const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "short" });
	const month = new Intl.DateTimeFormat(LOCALE, { month: "long" });
	const shortMonth = new Intl.DateTimeFormat(LOCALE, { month: "short" });
	const most = Math.max(1, ...people.values());
	const step = (event: KeyboardEvent) => {
		const along = STEPS[event.key];
		if (along === undefined) return;
		const by = isRightToLeft() && Math.abs(along) === 1 ? -along : along;
		event.preventDefault();
		const next = Math.min(days.length - 1, Math.max(0, chosen + by));
		onChoose(next);
		strip.current?.querySelectorAll("button")[next]?.focus();
	};
	return (
		<ul className="days" aria-label={t`Days`} ref={strip} onKeyDown={step}>
			{days.map((date, offset) => {
				const count = people.get(isoDay(date)) ?? 0;
				return (
					<li key={date.getTime()}>
						<button type="button" className="day" aria-pressed={offset === chosen} onClick={() => onChoose(offset)}>
							<span>{offset === 0 ? t`Today` : weekday.format(date)}</span>
							<strong className="numbers">{whole(date.getDate())}</strong>
							<span aria-hidden="true">
								{offset === 0 || date.getDate() === 1 ? shortMonth.format(date) : "\u00a0"}
							</span>
							<span className="visually-hidden"> {month.format(date)}, </span>
							<span className="day-people numbers">
								{count > 0 && (
									<>
										<span aria-hidden="true">{count}</span>
										<span className="visually-hidden">
											{plural(count, { one: "# other person booked", other: "# others booked" })}
										</span>
									</>
								)}
							</span>
							<span className="day-heat" aria-hidden="true">
								<span style={{ width: `${(100 * count) / most}%` }} />
							</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}

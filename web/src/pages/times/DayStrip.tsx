// The two weeks open for booking, one button a day; arrow keys move between days.
import { type KeyboardEvent, useRef } from "react";
import { dayStart, LOCALE } from "../../ui/time";

export const DAYS = 14;
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface Props {
	today: Date;
	chosen: number;
	onChoose(offset: number): void;
}

export function DayStrip({ today, chosen, onChoose }: Props) {
	const strip = useRef<HTMLUListElement>(null);
	const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "short" });
	const month = new Intl.DateTimeFormat(LOCALE, { month: "long" });
	const shortMonth = new Intl.DateTimeFormat(LOCALE, { month: "short" });
	const step = (event: KeyboardEvent) => {
		const by = STEPS[event.key];
		if (by === undefined) return;
		event.preventDefault();
		const next = Math.min(DAYS - 1, Math.max(0, chosen + by));
		onChoose(next);
		strip.current?.querySelectorAll("button")[next]?.focus();
	};
	return (
		<ul className="days" aria-label="Days" ref={strip} onKeyDown={step}>
			{Array.from({ length: DAYS }, (_, offset) => {
				const date = dayStart(today, offset);
				return (
					<li key={date.getTime()}>
						<button type="button" className="day" aria-pressed={offset === chosen} onClick={() => onChoose(offset)}>
							<span>{offset === 0 ? "Today" : weekday.format(date)}</span>
							<strong className="numbers">{date.getDate()}</strong>
							<span aria-hidden="true">
								{offset === 0 || date.getDate() === 1 ? shortMonth.format(date) : "\u00a0"}
							</span>
							<span className="visually-hidden"> {month.format(date)}</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}

// When people usually come, for somebody who would be alone now: the next such hours, each with its figures.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { inWords } from "../../api/problems";
import { busyHourCalendar, type InterviewType, useBusyHours } from "../../api/queries";
import { Button } from "../../ui/Button";
import { download } from "../../ui/download";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { when } from "../../ui/time";
import { TYPES } from "../../ui/words";

export function BusyHours({ type }: { type: InterviewType }) {
	const { data } = useBusyHours();
	// Without an answer there is nothing to say: neither that it is known, nor that it isn't.
	if (!data) return null;
	const hours = data.items.filter((one) => one.interview_type === type);
	const kind = TYPES[type];
	return (
		<section className="busy-hours stack" aria-label={t`When people usually come`}>
			{hours.length === 0 ? (
				<p className="muted small">
					{t`It isn’t known yet when people usually come: too few came in the last four weeks.`}{" "}
					<Link href="/times">{t`Book a time`}</Link>
				</p>
			) : (
				<>
					<p className="small">
						<strong>{t`When people usually come`}</strong> <span className="muted">({kind})</span>
					</p>
					<ul className="busy-hours-list">
						{hours.map((hour) => (
							<Hour key={hour.starts_at} hour={hour} ofWeeks={data.of_weeks} />
						))}
					</ul>
					<p className="muted small">
						<Trans>
							Nobody can promise it for the next time. <Link href="/times">Book a time</Link>, and others can see that
							somebody will be there.
						</Trans>
					</p>
				</>
			)}
		</section>
	);
}

function Hour({ hour, ofWeeks }: { hour: Schemas["BusyHour"]; ofWeeks: number }) {
	const { weeks, people } = hour;
	const at = when(hour.starts_at);
	return (
		<li className="busy-hour">
			<span>
				<Time at={hour.starts_at} />{" "}
				<span className="muted small">
					{t`in ${weeks} of the last ${ofWeeks} weeks`},{" "}
					{plural(people, { one: "# person in all", other: "# people in all" })}
				</span>
			</span>
			<Button
				className="small-button"
				aria-label={t`Add to calendar: ${at}`}
				onClick={() => void toCalendar(hour)}
			>{t`Add to calendar`}</Button>
		</li>
	);
}

async function toCalendar({ interview_type, starts_at }: Schemas["BusyHour"]): Promise<void> {
	try {
		download(
			`mock-mate-${starts_at.slice(0, 13)}.ics`,
			"text/calendar",
			await busyHourCalendar(interview_type, starts_at),
		);
	} catch (error) {
		toast(inWords(error));
	}
}

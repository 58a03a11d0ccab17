// A weekly time: its interview type, day, time and time zone, as the forms for those of a site and of a group ask for it.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Schemas } from "../api/client";
import { fieldError, is } from "../api/problems";
import { Choice } from "./Choice";
import { Field, Select } from "./Field";
import { ZONE } from "./time";
import { TYPE_OPTIONS, TYPES, zoneOptions } from "./words";

type Weekly = Pick<Schemas["TemplateIn"], "interview_type" | "weekday" | "local_time" | "time_zone">;

export const WEEKDAYS = [t`Monday`, t`Tuesday`, t`Wednesday`, t`Thursday`, t`Friday`, t`Saturday`, t`Sunday`] as const;
const USUAL: Weekly = { interview_type: "technical", weekday: 1, local_time: "18:00", time_zone: ZONE };

export function nameOfWeekly({ interview_type, weekday, local_time }: Weekly): string {
	return `${TYPES[interview_type]}, ${WEEKDAYS[weekday - 1]} ${local_time}`;
}

/** Holds what is chosen, beginning with a time that exists. */
export function useWeeklyTime(initial: Weekly = USUAL) {
	const { interview_type, weekday, local_time, time_zone } = initial;
	const [chosen, setChosen] = useState<Weekly>({ interview_type, weekday, local_time, time_zone });
	const change = (part: Partial<Weekly>) => setChosen((before) => ({ ...before, ...part }));
	return { chosen, change };
}

interface Props {
	chosen: Weekly;
	change(part: Partial<Weekly>): void;
	error: string | undefined;
}

export function WeeklyFields({ chosen, change, error }: Props) {
	return (
		<>
			<Choice
				legend={t`Interview type`}
				even
				options={TYPE_OPTIONS}
				value={chosen.interview_type}
				onChange={(type) => change({ interview_type: type })}
			/>
			<div className="form-grid">
				<Select
					label={t`Day`}
					value={String(chosen.weekday)}
					onChange={(day) => change({ weekday: Number(day) })}
					options={WEEKDAYS.map((name, index) => [`${index + 1}`, name] as const)}
				/>
				<Field
					label={t`Time`}
					type="time"
					required
					value={chosen.local_time}
					onChange={(event) => change({ local_time: event.target.value })}
					error={error}
				/>
			</div>
			<Select
				label={t`Time zone`}
				hint={t`The time follows this zone, including daylight saving time.`}
				value={chosen.time_zone}
				onChange={(zone) => change({ time_zone: zone })}
				options={zoneOptions(chosen.time_zone)}
			/>
		</>
	);
}

/** Says what is wrong with the time that was sent, for its field. */
export function wrongTime(problem: unknown): string | undefined {
	return is(problem, "slot_template_taken") ? t`This time already exists.` : fieldError(problem, "local_time");
}

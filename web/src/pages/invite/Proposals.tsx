// Up to three times to propose, by the clocks of this device.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { DEVICE_ZONE, dayStart, isoDay, zoneName } from "../../ui/time";

const MOST = 3;

/** Returns six in the evening so many days from now, as such a field has it. */
export function soonIn(days: number): string {
	return `${isoDay(dayStart(new Date(), days))}T18:00`;
}

interface Props {
	times: readonly string[];
	onChange(times: string[]): void;
	error: string | undefined;
}

export function Proposals({ times, onChange, error }: Props) {
	return (
		<fieldset className="stack">
			<legend>{t`Times to choose from`}</legend>
			{times.map((time, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the fields have no other name, and stay in their order
				<div className="row proposal" key={index}>
					<Field
						label={t`Time ${index + 1}`}
						type="datetime-local"
						required
						value={time}
						onChange={(event) => onChange(times.map((one, at) => (at === index ? event.target.value : one)))}
						error={index === 0 ? error : undefined}
					/>
					{times.length > 1 && (
						<Button
							className="small-button"
							aria-label={t`Remove time ${index + 1}`}
							onClick={() => onChange(times.filter((_, at) => at !== index))}
						>{t`Remove`}</Button>
					)}
				</div>
			))}
			{times.length < MOST && (
				<div>
					<Button onClick={() => onChange([...times, soonIn(times.length + 1)])}>{t`Add a time`}</Button>
				</div>
			)}
			<p className="muted small">
				<Trans>In your time zone ({zoneName()}). They see the times in theirs.</Trans>
				{DEVICE_ZONE === null && ` ${t`Your device’s time zone isn’t known here.`}`}
			</p>
		</fieldset>
	);
}

// The notification preferences: each kind in the app, by email and pushed, this device, and quiet hours.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import type { AppNotification } from "../../api/notifications";
import { fieldError } from "../../api/problems";
import { useProfile } from "../../api/queries";
import { KINDS } from "../../live/notificationWords";
import { useConfig } from "../../sockets/useConfig";
import { Button } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import { duration } from "../../ui/time";

const ALARMS = [5, 10, 15, 30, 60, 120, 1440];

/** The choices, with the one that another client may have set. */
function alarms(current: number | null): number[] {
	return current === null || ALARMS.includes(current) ? ALARMS : [...ALARMS, current].sort((a, b) => a - b);
}

function before(minutes: number): string {
	const time = duration(minutes * 60);
	return t`${time} before`;
}

type PreferencesOut = Schemas["PreferencesOut"];
/** They are about the account, and always told. */
const ALWAYS: ReadonlySet<string> = new Set(["account.warned", "account.restricted", "appeal.answered"]);
const ORDER = (Object.keys(KINDS) as AppNotification["kind"][]).filter((kind) => !ALWAYS.has(kind));
const USUAL_NIGHT = { from: "22:00", to: "07:00" };

export function Preferences() {
	const { data, error, refetch } = useQuery({
		queryKey: ["notification-preferences"],
		queryFn: () => ok(api.GET("/notifications/preferences")),
		// The form is filled once, and saved as a whole: from the cache it would undo what was changed elsewhere.
		gcTime: 0,
	});
	return (
		<section className="card stack" aria-labelledby="preferences">
			<h2 id="preferences">{t`Notify me about`}</h2>
			<Failure error={error} again={() => void refetch()} />
			{data ? <Form saved={data} /> : !error && <Loading height={400} />}
		</section>
	);
}

function Form({ saved }: { saved: PreferencesOut }) {
	const client = useQueryClient();
	const { data: me } = useProfile();
	const channels = useConfig()?.push_key ? (["in_app", "email", "push"] as const) : (["in_app", "email"] as const);
	const [kinds, setKinds] = useState(saved.kinds);
	const [quiet, setQuiet] = useState(saved.quiet_hours);
	const [alarm, setAlarm] = useState(saved.calendar_alarm_minutes);
	const save = useMutation({
		mutationFn: () =>
			ok(api.PUT("/notifications/preferences", { body: { kinds, quiet_hours: quiet, calendar_alarm_minutes: alarm } })),
		onSuccess: (answer) => {
			toast(t`Your preferences are saved.`);
			client.setQueryData(["notification-preferences"], answer);
			void client.invalidateQueries({ queryKey: ["notifications"] });
		},
	});
	const zone = saved.time_zone.replaceAll("_", " ");
	const change = (kind: AppNotification["kind"], channel: "in_app" | "email" | "push", on: boolean) =>
		setKinds((before) => {
			const now = before[kind] ?? { in_app: false, email: false, push: false };
			return { ...before, [kind]: { ...now, [channel]: on } };
		});
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!save.isPending) save.mutate();
			}}
		>
			<table className="wishes">
				<thead>
					<tr>
						<th scope="col">{t`Topic`}</th>
						<th scope="col">{t`In the app`}</th>
						<th scope="col">{t`Email`}</th>
						{channels.length > 2 && <th scope="col">{t`Devices`}</th>}
					</tr>
				</thead>
				<tbody>
					{ORDER.map((kind) => {
						const [topic, description] = KINDS[kind];
						return (
							<tr key={kind}>
								<th scope="row">
									{topic}
									<span className="small muted">{description}</span>
								</th>
								{channels.map((channel) => (
									<td key={channel}>
										<input
											type="checkbox"
											aria-label={
												channel === "in_app"
													? t`${topic}, in the app`
													: channel === "email"
														? t`${topic}, by email`
														: t`${topic}, to your devices`
											}
											checked={kinds[kind]?.[channel] ?? false}
											onChange={(event) => change(kind, channel, event.target.checked)}
										/>
									</td>
								))}
							</tr>
						);
					})}
				</tbody>
			</table>
			<p className="small muted">{t`Decisions of moderators about you always reach you, here and by email.`}</p>
			{me && !me.email_verified && (
				<p className="small warn-text">
					<Trans>
						You get no email until you confirm your address in your <Link href="/account">account</Link>.
					</Trans>
				</p>
			)}
			<fieldset className="stack quiet">
				<legend className="visually-hidden">{t`Quiet hours`}</legend>
				<label className="check">
					<input
						type="checkbox"
						checked={quiet !== null}
						onChange={(event) => setQuiet(event.target.checked ? USUAL_NIGHT : null)}
					/>
					{t`No email and no push during quiet hours`}
				</label>
				{quiet && (
					<>
						<div className="row quiet-times">
							<Field
								label={t`From`}
								type="time"
								required
								value={quiet.from}
								onChange={(event) => setQuiet({ ...quiet, from: event.target.value })}
							/>
							<Field
								label={t`To`}
								type="time"
								required
								value={quiet.to}
								onChange={(event) => setQuiet({ ...quiet, to: event.target.value })}
							/>
						</div>
						<p className="small muted">
							<Trans>
								In {zone}, the time zone of your <Link href="/account">account</Link>. Email waits until quiet hours are
								over, and so does push, except for matches.
							</Trans>
						</p>
						{fieldError(save.error, "quiet_hours") && <p className="field-error">{t`The two times must differ.`}</p>}
					</>
				)}
			</fieldset>
			<Select
				label={t`Alarm in your calendar`}
				value={String(alarm ?? "")}
				onChange={(value) => setAlarm(value === "" ? null : Number(value))}
				options={[["", t`None`], ...alarms(alarm).map((each) => [String(each), before(each)] as const)]}
				hint={<Trans>For bookings in your calendar subscription and in calendar files.</Trans>}
			/>
			<Failure error={fieldError(save.error, "quiet_hours") ? null : save.error} />
			<div>
				<Button type="submit" kind="primary" busy={save.isPending}>{t`Save`}</Button>
			</div>
		</form>
	);
}

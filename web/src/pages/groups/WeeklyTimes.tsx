// The weekly times of a group, from which its slots are made.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import type { InterviewType } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Field, Select } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { ZONE } from "../../ui/time";
import { TYPE_OPTIONS, TYPES, zoneOptions } from "../../ui/words";
import { WEEKDAYS } from "../manage/TemplateDialog";
import { type Group, useGroupAction } from "./queries";

type Weekly = Schemas["GroupTemplateOut"];

export function WeeklyTimes({ group }: { group: Group }) {
	const [asked, setAsked] = useState(false);
	const { data, error, refetch } = useQuery({
		queryKey: ["groups", group.id, "weekly"],
		queryFn: async () =>
			(await ok(api.GET("/groups/{group_id}/slot-templates", { params: { path: { group_id: group.id } } }))).items,
	});
	return (
		<section className="card stack" aria-labelledby="weekly">
			<div className="spread">
				<h2 id="weekly">{t`Weekly times`}</h2>
				<Button onClick={() => setAsked(true)}>{t`Add a weekly time`}</Button>
			</div>
			<Failure error={error} again={() => void refetch()} />
			{data?.length === 0 && (
				<p className="muted">
					<Trans>For a group that meets each week: its times are then always there, two weeks ahead.</Trans>
				</p>
			)}
			<ul className="lines">
				{data?.map((weekly) => (
					<Line key={weekly.id} weekly={weekly} group={group} />
				))}
			</ul>
			{asked && <AddWeekly group={group} onClose={() => setAsked(false)} />}
		</section>
	);
}

function Line({ weekly, group }: { weekly: Weekly; group: Group }) {
	const name = `${TYPES[weekly.interview_type]}, ${WEEKDAYS[weekly.weekday - 1]} ${weekly.local_time}`;
	const remove = useGroupAction(() =>
		ok(
			api.DELETE("/groups/{group_id}/slot-templates/{group_template_id}", {
				params: { path: { group_id: group.id, group_template_id: weekly.id } },
			}),
		),
	);
	return (
		<li className="stack">
			<div className="spread">
				<span>
					{name} <span className="muted small">{weekly.time_zone.replaceAll("_", " ")}</span>
				</span>
				<Button
					kind="quiet"
					className="small-button"
					aria-label={t`Delete ${name}`}
					busy={remove.isPending}
					onClick={() => remove.mutate(undefined)}
				>{t`Delete`}</Button>
			</div>
			<Failure error={remove.error} />
		</li>
	);
}

function AddWeekly({ group, onClose }: { group: Group; onClose(): void }) {
	const [type, setType] = useState<InterviewType>("technical");
	const [weekday, setWeekday] = useState("1");
	const [time, setTime] = useState("18:00");
	const [zone, setZone] = useState(ZONE);
	const add = useGroupAction(() =>
		ok(
			api.POST("/groups/{group_id}/slot-templates", {
				params: { path: { group_id: group.id } },
				body: { interview_type: type, weekday: Number(weekday), local_time: time, time_zone: zone },
			}),
		),
	);
	const taken = is(add.error, "slot_template_taken");
	const wrong = taken ? t`This time already exists.` : fieldError(add.error, "local_time");
	return (
		<Dialog title={t`Add weekly time`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (add.isPending) return;
					add.mutate(undefined, {
						onSuccess: () => {
							toast(t`Time added.`);
							onClose();
						},
					});
				}}
			>
				<Choice legend={t`Interview type`} even options={TYPE_OPTIONS} value={type} onChange={setType} />
				<div className="form-grid">
					<Select
						label={t`Day`}
						value={weekday}
						onChange={setWeekday}
						options={WEEKDAYS.map((name, index) => [`${index + 1}`, name] as const)}
					/>
					<Field
						label={t`Time`}
						type="time"
						required
						value={time}
						onChange={(event) => setTime(event.target.value)}
						error={wrong}
					/>
				</div>
				<Select
					label={t`Time zone`}
					hint={t`The time follows this zone, including daylight saving time.`}
					value={zone}
					onChange={setZone}
					options={zoneOptions(zone)}
				/>
				<Failure error={wrong ? null : add.error} />
				<DialogActions onBack={onClose} action={t`Add`} busy={add.isPending} />
			</form>
		</Dialog>
	);
}

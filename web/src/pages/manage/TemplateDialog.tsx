// Adds or changes a weekly slot template.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import type { InterviewType } from "../../api/queries";
import { Choice } from "../../ui/Choice";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Field, Select } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { ZONE } from "../../ui/time";
import { TYPE_OPTIONS, zoneOptions } from "../../ui/words";

export type Template = Schemas["TemplateOut"];

export const WEEKDAYS = [t`Monday`, t`Tuesday`, t`Wednesday`, t`Thursday`, t`Friday`, t`Saturday`, t`Sunday`] as const;
const USUAL_SEATS = 100;

export function TemplateDialog({ template, onClose }: { template: Template | null; onClose(): void }) {
	const client = useQueryClient();
	const [type, setType] = useState<InterviewType>(template?.interview_type ?? "technical");
	const [weekday, setWeekday] = useState(String(template?.weekday ?? 1));
	const [time, setTime] = useState(template?.local_time ?? "18:00");
	const [zone, setZone] = useState(template?.time_zone ?? ZONE);
	const [seats, setSeats] = useState(String(template?.capacity ?? USUAL_SEATS));
	const save = useMutation({
		mutationFn: () => {
			const body = {
				interview_type: type,
				weekday: Number(weekday),
				local_time: time,
				time_zone: zone,
				capacity: Number(seats),
			};
			if (!template) return ok(api.POST("/admin/slot-templates", { body }));
			const params = { path: { template_id: template.id } };
			return ok(api.PATCH("/admin/slot-templates/{template_id}", { params, body }));
		},
		onSuccess: async () => {
			toast(template ? t`Time updated.` : t`Time added. Its slots are created within a day, or when you create them.`);
			void client.invalidateQueries({ queryKey: ["slots"] });
			// First, so that a form opened again begins with what is saved.
			await client.invalidateQueries({ queryKey: ["templates"] });
			onClose();
		},
	});
	const taken = is(save.error, "slot_template_taken");
	return (
		<Dialog title={template ? t`Edit weekly time` : t`Add weekly time`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!save.isPending) save.mutate();
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
						error={taken ? t`This time already exists.` : fieldError(save.error, "local_time")}
					/>
				</div>
				<Select
					label={t`Time zone`}
					hint={t`The time follows this zone, including daylight saving time.`}
					value={zone}
					onChange={setZone}
					options={zoneOptions(zone)}
				/>
				<Field
					label={t`Seats`}
					type="number"
					min={1}
					max={100000}
					required
					value={seats}
					onChange={(event) => setSeats(event.target.value)}
					error={fieldError(save.error, "capacity")}
				/>
				<Failure error={taken ? null : save.error} />
				<DialogActions onBack={onClose} action={template ? t`Save` : t`Add`} busy={save.isPending} />
			</form>
		</Dialog>
	);
}

// Adds or changes a weekly slot template.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError } from "../../api/problems";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/Toasts";
import { useWeeklyTime, WeeklyFields, wrongTime } from "../../ui/WeeklyTime";

export type Template = Schemas["TemplateOut"];

const USUAL_SEATS = 100;

export function TemplateDialog({ template, onClose }: { template: Template | null; onClose(): void }) {
	const client = useQueryClient();
	const time = useWeeklyTime(template ?? undefined);
	const [seats, setSeats] = useState(String(template?.capacity ?? USUAL_SEATS));
	const save = useMutation({
		mutationFn: () => {
			const body = { ...time.chosen, capacity: Number(seats) };
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
	const wrong = [wrongTime(save.error), fieldError(save.error, "capacity")];
	return (
		<FormDialog
			title={template ? t`Edit weekly time` : t`Add weekly time`}
			action={template ? t`Save` : t`Add`}
			busy={save.isPending}
			error={wrong.some(Boolean) ? null : save.error}
			onSubmit={save.mutate}
			onClose={onClose}
		>
			<WeeklyFields {...time} error={wrong[0]} />
			<Field
				label={t`Seats`}
				type="number"
				min={1}
				max={100000}
				required
				value={seats}
				onChange={(event) => setSeats(event.target.value)}
				error={wrong[1]}
			/>
		</FormDialog>
	);
}

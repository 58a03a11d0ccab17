// The weekly slot templates, what is suggested for them, and the creation of missing slots.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { nameOfWeekly, WEEKDAYS } from "../../ui/WeeklyTime";
import { TYPES } from "../../ui/words";
import { EditableTable } from "./EditableTable";
import { Suggestions } from "./Suggestions";
import { type Template, TemplateDialog } from "./TemplateDialog";

export default function Slots() {
	const { data } = useTemplates();
	return (
		<div className="stack wide-gap">
			<Templates />
			<Suggestions templates={data ?? []} />
			<Generate />
		</div>
	);
}

function useTemplates() {
	return useQuery({
		queryKey: ["templates"],
		queryFn: async () => (await ok(api.GET("/admin/slot-templates"))).items,
	});
}

function Templates() {
	const templates = useTemplates();
	return (
		<EditableTable
			id="templates"
			title={t`Weekly times`}
			add={t`Add a time`}
			about={
				<Trans>
					An interview type without weekly times has a slot every hour. Once you add a time, slots of that type are
					created only from the times listed here. Booked slots are never removed.
				</Trans>
			}
			empty={t`No weekly times: both types have a slot every hour.`}
			list={templates}
			columns={[t`Type`, t`Time`, t`Time zone`, t`Seats`]}
			row={(one, onEdit) => <Row key={one.id} template={one} onChange={onEdit} />}
			dialog={(one, onClose) => <TemplateDialog template={one} onClose={onClose} />}
		/>
	);
}

function Row({ template, onChange }: { template: Template; onChange(): void }) {
	const client = useQueryClient();
	const remove = useMutation({
		mutationFn: () =>
			ok(api.DELETE("/admin/slot-templates/{template_id}", { params: { path: { template_id: template.id } } })),
		onSuccess: () => {
			toast(t`Time deleted, along with its slots that have no bookings.`);
			for (const key of ["templates", "slots"]) void client.invalidateQueries({ queryKey: [key] });
		},
		onError: (error) => toast(error.message),
	});
	const name = nameOfWeekly(template);
	return (
		<tr>
			<td>{TYPES[template.interview_type]}</td>
			<td className="numbers">
				{WEEKDAYS[template.weekday - 1]} {template.local_time}
			</td>
			<td>{template.time_zone.replaceAll("_", " ")}</td>
			<td className="numbers">{template.capacity}</td>
			<td>
				<span className="table-actions">
					<Button className="small-button" aria-label={t`Edit ${name}`} onClick={onChange}>{t`Edit`}</Button>
					<Button
						kind="quiet"
						className="small-button"
						aria-label={t`Delete ${name}`}
						busy={remove.isPending}
						onClick={() => remove.mutate()}
					>{t`Delete`}</Button>
				</span>
			</td>
		</tr>
	);
}

function Generate() {
	const [days, setDays] = useState("14");
	const client = useQueryClient();
	const generate = useMutation({
		mutationFn: () => ok(api.POST("/admin/slots/generate", { body: { days: Number(days) } })),
		onSuccess: () => client.invalidateQueries({ queryKey: ["slots"] }),
	});
	return (
		<section className="card stack" aria-labelledby="generate">
			<h2 id="generate">{t`Upcoming slots`}</h2>
			<p className="muted">{t`Slots are created automatically every day. This creates the missing ones now.`}</p>
			<form
				className="form-grid"
				onSubmit={(event) => {
					event.preventDefault();
					if (!generate.isPending) generate.mutate();
				}}
			>
				<Field
					label={t`Days ahead`}
					type="number"
					min={1}
					max={60}
					required
					value={days}
					onChange={(event) => setDays(event.target.value)}
				/>
				<Button type="submit" busy={generate.isPending}>{t`Create slots`}</Button>
			</form>
			<Failure error={generate.error} />
			<p role="status">
				{generate.isSuccess &&
					(generate.data.created === 0
						? t`No slots were missing.`
						: plural(generate.data.created, { one: "# missing slot created.", other: "# missing slots created." }))}
			</p>
		</section>
	);
}

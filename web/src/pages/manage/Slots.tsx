// The weekly slot templates, and the creation of missing slots.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { TableScroll } from "../../ui/TableScroll";
import { toast } from "../../ui/Toasts";
import { TYPES } from "../../ui/words";
import { type Template, TemplateDialog, WEEKDAYS } from "./TemplateDialog";

export default function Slots() {
	return (
		<div className="stack wide-gap">
			<Templates />
			<Generate />
		</div>
	);
}

function Templates() {
	const [asked, setAsked] = useState<Template | "new" | null>(null);
	const { data, error, refetch, isPending } = useQuery({
		queryKey: ["templates"],
		queryFn: async () => (await ok(api.GET("/admin/slot-templates"))).items,
	});
	return (
		<section className="card stack" aria-labelledby="templates">
			<div className="spread">
				<h2 id="templates">Times of the week</h2>
				<Button kind="primary" onClick={() => setAsked("new")}>
					Add a time
				</Button>
			</div>
			<p className="muted">
				A kind of interview without any has a slot every hour; with the first one here, its slots come from here alone.
				Booked slots stay whatever is changed.
			</p>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading />}
			{data?.length === 0 && <p>There are none: both kinds have a slot every hour.</p>}
			{data && data.length > 0 && (
				<TableScroll label="Times of the week">
					<thead>
						<tr>
							<th scope="col">Kind</th>
							<th scope="col">When</th>
							<th scope="col">Zone</th>
							<th scope="col">Seats</th>
							<th scope="col">
								<span className="visually-hidden">Change</span>
							</th>
						</tr>
					</thead>
					<tbody>
						{data.map((one) => (
							<Row key={one.id} template={one} onChange={() => setAsked(one)} />
						))}
					</tbody>
				</TableScroll>
			)}
			{asked && <TemplateDialog template={asked === "new" ? null : asked} onClose={() => setAsked(null)} />}
		</section>
	);
}

function Row({ template, onChange }: { template: Template; onChange(): void }) {
	const client = useQueryClient();
	const remove = useMutation({
		mutationFn: () =>
			ok(api.DELETE("/admin/slot-templates/{template_id}", { params: { path: { template_id: template.id } } })),
		onSuccess: () => {
			toast("The time is deleted, with its slots that nobody has booked.");
			for (const key of ["templates", "slots"]) void client.invalidateQueries({ queryKey: [key] });
		},
		onError: (error) => toast(error.message),
	});
	const name = `${TYPES[template.interview_type]}, ${WEEKDAYS[template.weekday - 1]} ${template.local_time}`;
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
					<Button className="small-button" aria-label={`Change ${name}`} onClick={onChange}>
						Change
					</Button>
					<Button
						kind="quiet"
						className="small-button"
						aria-label={`Delete ${name}`}
						busy={remove.isPending}
						onClick={() => remove.mutate()}
					>
						Delete
					</Button>
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
			<h2 id="generate">Slots to come</h2>
			<p className="muted">They are made by themselves every day; this makes those that are missing right now.</p>
			<form
				className="form-grid"
				onSubmit={(event) => {
					event.preventDefault();
					if (!generate.isPending) generate.mutate();
				}}
			>
				<Field
					label="Days ahead"
					type="number"
					min={1}
					max={60}
					required
					value={days}
					onChange={(event) => setDays(event.target.value)}
				/>
				<Button type="submit" busy={generate.isPending}>
					Make slots
				</Button>
			</form>
			<Failure error={generate.error} />
			<p role="status">
				{generate.isSuccess &&
					(generate.data.created === 0
						? "None was missing."
						: `${generate.data.created} were missing and have been made.`)}
			</p>
		</section>
	);
}

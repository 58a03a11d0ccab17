// The times of a group that are still to come: members book them, organizers add and remove them.
import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import type { InterviewType, Slot } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { when } from "../../ui/time";
import { TYPE_OPTIONS, TYPES } from "../../ui/words";
import { SlotActions } from "../times/SlotActions";
import { type Group, useGroupAction, useGroupSlots } from "./queries";

export function Times({ group }: { group: Group }) {
	const { data, error, refetch, isPending } = useGroupSlots(group.id);
	const [asked, setAsked] = useState(false);
	return (
		<section className="card stack" aria-labelledby="group-times">
			<div className="spread">
				<h2 id="group-times">{t`Times of this group`}</h2>
				{group.organizer && <Button onClick={() => setAsked(true)}>{t`Add a time`}</Button>}
			</div>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading />}
			{data?.length === 0 && <p className="muted">{t`No times are planned.`}</p>}
			<ul className="lines">
				{data?.map((slot) => (
					<Line key={slot.id} slot={slot} group={group} />
				))}
			</ul>
			{asked && <AddTime group={group} onClose={() => setAsked(false)} />}
		</section>
	);
}

function Line({ slot, group }: { slot: Slot; group: Group }) {
	const remove = useGroupAction(() =>
		ok(
			api.DELETE("/groups/{group_id}/slots/{group_slot_id}", {
				params: { path: { group_id: group.id, group_slot_id: slot.id } },
			}),
		),
	);
	return (
		<li className="stack">
			<div className="spread">
				<span>
					<strong>
						<Time at={slot.starts_at} />
					</strong>{" "}
					<span className="muted small">
						{TYPES[slot.interview_type]} · {plural(slot.booked, { one: "# person booked", other: "# people booked" })}
					</span>
				</span>
				<span className="row">
					{slot.mine ? <span className="tag good">{t`Yours`}</span> : <SlotActions slot={slot} moving={undefined} />}
					{group.organizer && slot.booked === 0 && (
						<Button
							kind="quiet"
							aria-label={t`Remove ${TYPES[slot.interview_type]}, ${when(slot.starts_at)}`}
							busy={remove.isPending}
							onClick={() => remove.mutate(undefined)}
						>{t`Remove`}</Button>
					)}
				</span>
			</div>
			<Failure error={remove.error} />
		</li>
	);
}

function AddTime({ group, onClose }: { group: Group; onClose(): void }) {
	const [type, setType] = useState<InterviewType>("technical");
	const [at, setAt] = useState("");
	const [seats, setSeats] = useState("20");
	const add = useGroupAction(() =>
		ok(
			api.POST("/groups/{group_id}/slots", {
				params: { path: { group_id: group.id } },
				body: { interview_type: type, starts_at: new Date(at).toISOString(), capacity: Number(seats) },
			}),
		),
	);
	const taken = is(add.error, "slot_taken");
	const errors = [
		taken ? t`This time already exists.` : fieldError(add.error, "starts_at"),
		fieldError(add.error, "capacity"),
	];
	return (
		<FormDialog
			title={t`Add a time`}
			action={t`Add`}
			busy={add.isPending}
			error={errors.some(Boolean) ? null : add.error}
			onSubmit={() =>
				add.mutate(undefined, {
					onSuccess: () => {
						toast(t`Time added.`);
						onClose();
					},
				})
			}
			onClose={onClose}
		>
			<Choice legend={t`Interview type`} even options={TYPE_OPTIONS} value={type} onChange={setType} />
			<Field
				label={t`Start`}
				type="datetime-local"
				required
				value={at}
				onChange={(event) => setAt(event.target.value)}
				error={errors[0]}
			/>
			<Field
				label={t`Seats`}
				type="number"
				min={2}
				max={1000}
				required
				value={seats}
				onChange={(event) => setSeats(event.target.value)}
				error={errors[1]}
			/>
		</FormDialog>
	);
}

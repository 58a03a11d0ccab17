// The weekly times of a group, from which its slots are made.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { Button } from "../../ui/Button";
import { FormDialog } from "../../ui/FormDialog";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { nameOfWeekly, useWeeklyTime, WeeklyFields, wrongTime } from "../../ui/WeeklyTime";
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
	const name = nameOfWeekly(weekly);
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
	const time = useWeeklyTime();
	const add = useGroupAction(() =>
		ok(
			api.POST("/groups/{group_id}/slot-templates", {
				params: { path: { group_id: group.id } },
				body: time.chosen,
			}),
		),
	);
	const wrong = wrongTime(add.error);
	return (
		<FormDialog
			title={t`Add weekly time`}
			action={t`Add`}
			busy={add.isPending}
			error={wrong ? null : add.error}
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
			<WeeklyFields {...time} error={wrong} />
		</FormDialog>
	);
}

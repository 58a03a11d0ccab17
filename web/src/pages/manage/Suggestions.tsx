// What the last weeks suggest for the weekly times: to add those at which people come, to delete where nobody met.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import { inWords } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import { WEEKDAYS } from "../../ui/WeeklyTime";
import { TYPES } from "../../ui/words";
import type { Template } from "./TemplateDialog";

type OfType = Schemas["TypeSuggestions"];

export function Suggestions({ templates }: { templates: readonly Template[] }) {
	const { data, error, refetch, isPending } = useQuery({
		queryKey: ["templates", "suggestions"],
		queryFn: () => ok(api.GET("/admin/slot-templates/suggestions")),
	});
	const weeks = data?.of_weeks ?? 0;
	const some = data?.items.filter(({ add, remove }) => add.length + remove.length > 0) ?? [];
	return (
		<section className="card stack" aria-labelledby="suggestions">
			<h2 id="suggestions">{t`Suggestions`}</h2>
			{data && (
				<p className="muted">
					{t`From who came in the last ${weeks} weeks. Nothing changes unless you choose it. Times at which fewer than five people came are left out.`}
				</p>
			)}
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading />}
			{data && some.length === 0 && (
				<p>{t`Nothing to suggest: too few people came for more times, and people met at all times that are there.`}</p>
			)}
			{some.map((one) => (
				<Type key={one.interview_type} suggestions={one} templates={templates} ofWeeks={weeks} />
			))}
		</section>
	);
}

interface TypeProps {
	suggestions: OfType;
	templates: readonly Template[];
	ofWeeks: number;
}

function Type({ suggestions: { interview_type: type, hourly, add, remove }, templates, ofWeeks }: TypeProps) {
	const name = TYPES[type];
	return (
		<div className="stack">
			<h3>{name}</h3>
			{hourly && add.length > 0 && (
				<p className="small muted">
					<Trans>
						There is a slot every hour now. With the first time that you add, only the times that you add remain, and
						the slots that are booked.
					</Trans>
				</p>
			)}
			<ul className="lines">
				{add.map((one) => (
					<Add key={`${one.weekday} ${one.local_time}`} type={type} one={one} ofWeeks={ofWeeks} />
				))}
				{remove.map((one) => {
					const template = templates.find(({ id }) => id === one.template_id);
					return template && <Remove key={one.template_id} template={template} one={one} />;
				})}
			</ul>
		</div>
	);
}

interface AddProps {
	type: OfType["interview_type"];
	one: Schemas["SuggestedTemplate"];
	ofWeeks: number;
}

function Add({ type, one: { weekday, local_time, time_zone, weeks, people }, ofWeeks }: AddProps) {
	const add = useTemplates(
		() => ok(api.POST("/admin/slot-templates", { body: { interview_type: type, weekday, local_time, time_zone } })),
		t`Time added, with its slots.`,
	);
	const day = WEEKDAYS[weekday - 1] ?? "";
	const name = `${TYPES[type]}, ${day} ${local_time}`;
	return (
		<li className="spread">
			<span>
				<strong className="numbers">
					{day} {local_time}
				</strong>{" "}
				<span className="muted small">
					{time_zone.replaceAll("_", " ")} · {t`in ${weeks} of the last ${ofWeeks} weeks`},{" "}
					{plural(people, { one: "# person in all", other: "# people in all" })}
				</span>
			</span>
			<Button
				className="small-button"
				aria-label={t`Add ${name}`}
				busy={add.isPending}
				onClick={() => add.mutate()}
			>{t`Add`}</Button>
		</li>
	);
}

function Remove({ template, one }: { template: Template; one: Schemas["IdleTemplate"] }) {
	const remove = useTemplates(
		() => ok(api.DELETE("/admin/slot-templates/{template_id}", { params: { path: { template_id: template.id } } })),
		t`Time deleted, along with its slots that have no bookings.`,
	);
	const day = WEEKDAYS[template.weekday - 1] ?? "";
	const name = `${TYPES[template.interview_type]}, ${day} ${template.local_time}`;
	const slots = plural(one.slots, { one: "# slot", other: "# slots" });
	const booked = plural(one.booked, { one: "# booking", other: "# bookings" });
	return (
		<li className="spread">
			<span>
				<strong className="numbers">
					{day} {template.local_time}
				</strong>{" "}
				<span className="muted small">
					{template.time_zone.replaceAll("_", " ")} · {t`nobody met: ${slots}, ${booked}`}
				</span>
			</span>
			<Button
				className="small-button"
				aria-label={t`Delete ${name}`}
				busy={remove.isPending}
				onClick={() => remove.mutate()}
			>{t`Delete`}</Button>
		</li>
	);
}

function useTemplates(change: () => Promise<unknown>, done: string) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: change,
		onSuccess: () => toast(done),
		onError: (error) => toast(inWords(error)),
		// Also when it failed: somebody else may have been faster.
		onSettled: async () => {
			for (const key of ["templates", "slots"]) await client.invalidateQueries({ queryKey: [key] });
		},
	});
}

// What the organizers of a group do: its name, the link, domains, weekly times, questions, and archiving it.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, ok } from "../../api/client";
import { fieldError } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Field, TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { ArchiveDialog } from "./ArchiveDialog";
import { JoinLinkDialog } from "./JoinLinkDialog";
import { OwnQuestions } from "./OwnQuestions";
import { type Group, useGroupAction } from "./queries";
import { WeeklyTimes } from "./WeeklyTimes";

export function Organize({ group }: { group: Group }) {
	return (
		<>
			<section className="card stack" aria-labelledby="organize">
				<h2 id="organize">{t`For organizers`}</h2>
				<p className="muted small">
					<Trans>
						You see who is in the group, and how often they came. You don’t see what people write, nor how they are
						rated.
					</Trans>
				</p>
				<About group={group} />
				<div className="row">
					<NewLink group={group} />
					<Archive group={group} />
				</div>
				<Removed group={group} />
			</section>
			<WeeklyTimes group={group} />
			<OwnQuestions group={group} />
		</>
	);
}

function About({ group }: { group: Group }) {
	const [name, setName] = useState(group.name);
	const [about, setAbout] = useState(group.about);
	const [domains, setDomains] = useState(group.domains.join(", "));
	const save = useGroupAction(() =>
		ok(
			api.PATCH("/groups/{group_id}", {
				params: { path: { group_id: group.id } },
				body: { name: name.trim(), about, domains: domains.split(/[\s,;]+/).filter(Boolean) },
			}),
		),
	);
	const errors = ["name", "about", "domains"].map((field) => fieldError(save.error, field));
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!save.isPending) save.mutate(undefined, { onSuccess: () => toast(t`Saved.`) });
			}}
		>
			<Field
				label={t`Name`}
				required
				maxLength={80}
				value={name}
				onChange={(event) => setName(event.target.value)}
				error={errors[0]}
			/>
			<TextField
				label={t`What it is for`}
				maxLength={1000}
				value={about}
				onChange={(event) => setAbout(event.target.value)}
				error={errors[1]}
			/>
			<Field
				label={t`Open to email addresses of`}
				hint={t`People with a confirmed address of these domains find the group and join without the link. You can add the domain of your own confirmed address.`}
				placeholder="example.edu"
				autoCapitalize="none"
				dir="ltr"
				value={domains}
				onChange={(event) => setDomains(event.target.value)}
				error={errors[2]}
			/>
			<Failure error={errors.some(Boolean) ? null : save.error} />
			<div>
				<Button type="submit" busy={save.isPending}>{t`Save`}</Button>
			</div>
		</form>
	);
}

function NewLink({ group }: { group: Group }) {
	const [asked, setAsked] = useState(false);
	const renew = useGroupAction(() =>
		ok(api.POST("/groups/{group_id}/link", { params: { path: { group_id: group.id } } })),
	);
	if (renew.data) return <JoinLinkDialog url={renew.data.url} onClose={() => renew.reset()} />;
	return (
		<>
			<Button onClick={() => setAsked(true)}>{t`New link to join`}</Button>
			{asked && (
				<Dialog title={t`Make a new link?`} onClose={() => setAsked(false)}>
					<p>{t`The link before stops working. Whoever has joined already stays.`}</p>
					<Failure error={renew.error} />
					<DialogActions
						onBack={() => setAsked(false)}
						action={t`Make a new link`}
						busy={renew.isPending}
						onAction={() => renew.mutate(undefined, { onSuccess: () => setAsked(false) })}
					/>
				</Dialog>
			)}
		</>
	);
}

function Archive({ group }: { group: Group }) {
	const [asked, setAsked] = useState(false);
	const [, navigate] = useLocation();
	const archive = useGroupAction(() =>
		ok(api.POST("/groups/{group_id}/archive", { params: { path: { group_id: group.id } } })),
	);
	return (
		<>
			<Button kind="quiet" onClick={() => setAsked(true)}>{t`Archive the group`}</Button>
			{asked && (
				<ArchiveDialog
					name={group.name}
					busy={archive.isPending}
					error={archive.error}
					onArchive={() =>
						archive.mutate(undefined, {
							onSuccess: () => {
								toast(t`The group is archived.`);
								navigate("/my-groups");
							},
						})
					}
					onClose={() => setAsked(false)}
				/>
			)}
		</>
	);
}

/** People who were removed, and may be let in again. */
function Removed({ group }: { group: Group }) {
	const path = { group_id: group.id };
	const { data } = useQuery({
		queryKey: ["groups", group.id, "removals"],
		queryFn: async () => (await ok(api.GET("/groups/{group_id}/removals", { params: { path } }))).items,
	});
	const readmit = useGroupAction((id: number) =>
		ok(api.DELETE("/groups/{group_id}/removals/{user_id}", { params: { path: { ...path, user_id: id } } })),
	);
	if (!data?.length) return null;
	return (
		<details>
			<summary>{t`Removed people`}</summary>
			<ul className="lines">
				{data.map(({ user }) => (
					<li key={user.id} className="spread">
						<span>{nameOf(user)}</span>
						<Button
							className="small-button"
							aria-label={t`Let ${nameOf(user)} join again`}
							busy={readmit.isPending && readmit.variables === user.id}
							onClick={() => readmit.mutate(user.id)}
						>{t`Let them join again`}</Button>
					</li>
				))}
			</ul>
			<Failure error={readmit.error} />
		</details>
	);
}

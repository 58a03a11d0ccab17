// The groups page: mine, those that my address opens to me, and making one; with ?group= one of them.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { api, ok } from "../api/client";
import { fieldError } from "../api/problems";
import { useConfig } from "../sockets/useConfig";
import { Button } from "../ui/Button";
import { Field, TextField } from "../ui/Field";
import { FormDialog } from "../ui/FormDialog";
import { Failure, Notice } from "../ui/Notice";
import { isolated } from "../ui/names";
import { Loading, Page } from "../ui/Page";
import { toast } from "../ui/Toasts";
import { GroupPage } from "./groups/GroupPage";
import { JoinLinkDialog } from "./groups/JoinLinkDialog";
import { type Group, useGroupAction, useGroups } from "./groups/queries";
import "../styles/manage.css";
import "../styles/times.css";

export default function Groups() {
	const id = Number(new URLSearchParams(useSearch()).get("group"));
	return id > 0 ? <GroupPage key={id} id={id} /> : <Overview />;
}

function Overview() {
	const { data, error, refetch, isPending } = useGroups();
	const mine = data?.filter((one) => one.member && !one.archived) ?? [];
	const archived = data?.filter((one) => one.member && one.archived) ?? [];
	const open = data?.filter((one) => !one.member) ?? [];
	return (
		<Page title={t`Groups`} lead={t`A class, a club or a company that practices on its own, beside everyone else.`}>
			<div className="stack wide-gap">
				<Failure error={error} again={() => void refetch()} />
				{isPending && <Loading height={200} />}
				{data && (
					<section className="card stack" aria-labelledby="my-groups">
						<div className="spread">
							<h2 id="my-groups">{t`My groups`}</h2>
							<MakeGroup />
						</div>
						{mine.length === 0 && (
							<p className="muted">
								<Trans>You are in no group. Ask an organizer for the link to theirs, or make one.</Trans>
							</p>
						)}
						<Lines groups={mine} />
					</section>
				)}
				{open.length > 0 && (
					<section className="card stack" aria-labelledby="open-groups">
						<h2 id="open-groups">{t`Open to your email address`}</h2>
						<ul className="lines">
							{open.map((group) => (
								<OpenGroup key={group.id} group={group} />
							))}
						</ul>
					</section>
				)}
				{archived.length > 0 && (
					<section className="card stack" aria-labelledby="archived-groups">
						<h2 id="archived-groups">{t`Archived`}</h2>
						<Lines groups={archived} />
					</section>
				)}
			</div>
		</Page>
	);
}

function Lines({ groups }: { groups: Group[] }) {
	return (
		<ul className="lines">
			{groups.map((group) => (
				<li key={group.id} className="spread">
					<Link href={`/my-groups?group=${group.id}`}>
						<bdi>{group.name}</bdi>
					</Link>
					<span className="row muted small">
						{!group.approved && <span className="tag warn">{t`Waits for approval`}</span>}
						{group.organizer && <span className="tag">{t`Organizer`}</span>}
						{plural(group.members, { one: "# member", other: "# members" })}
					</span>
				</li>
			))}
		</ul>
	);
}

function OpenGroup({ group }: { group: Group }) {
	const join = useGroupAction(() =>
		ok(api.POST("/groups/{group_id}/join", { params: { path: { group_id: group.id } } })),
	);
	const [, navigate] = useLocation();
	return (
		<li className="stack">
			<div className="spread">
				<span>
					<strong>
						<bdi>{group.name}</bdi>
					</strong>{" "}
					<span className="muted small">{plural(group.members, { one: "# member", other: "# members" })}</span>
				</span>
				<Button
					aria-label={t`Join ${isolated(group.name)}`}
					busy={join.isPending}
					onClick={() => join.mutate(undefined, { onSuccess: () => navigate(`/my-groups?group=${group.id}`) })}
				>{t`Join`}</Button>
			</div>
			{group.about && (
				<p className="muted own-notes" dir="auto">
					{group.about}
				</p>
			)}
			<Failure error={join.error} />
		</li>
	);
}

function MakeGroup() {
	const config = useConfig();
	const [asked, setAsked] = useState(false);
	const [made, setMade] = useState<{ id: number; url: string } | null>(null);
	const [, navigate] = useLocation();
	if (config?.groups === "off") return null;
	return (
		<>
			<Button kind="primary" onClick={() => setAsked(true)}>{t`Make a group`}</Button>
			{asked && (
				<MakeDialog
					needsApproval={config?.groups === "approval"}
					onClose={() => setAsked(false)}
					onMade={(id, url) => {
						setAsked(false);
						setMade({ id, url });
					}}
				/>
			)}
			{made && <JoinLinkDialog url={made.url} onClose={() => navigate(`/my-groups?group=${made.id}`)} />}
		</>
	);
}

interface MakeProps {
	needsApproval: boolean;
	onClose(): void;
	onMade(id: number, url: string): void;
}

function MakeDialog({ needsApproval, onClose, onMade }: MakeProps) {
	const [name, setName] = useState("");
	const [about, setAbout] = useState("");
	const make = useGroupAction(() => ok(api.POST("/groups", { body: { name: name.trim(), about } })));
	const errors = [fieldError(make.error, "name"), fieldError(make.error, "about")];
	return (
		<FormDialog
			title={t`Make a group`}
			action={t`Make it`}
			busy={make.isPending}
			error={errors.some(Boolean) ? null : make.error}
			onSubmit={() =>
				make.mutate(undefined, {
					onSuccess: ({ group, url }) => {
						toast(t`The group is made.`);
						onMade(group.id, url);
					},
				})
			}
			onClose={onClose}
		>
			{needsApproval && <Notice>{t`An administrator looks at it first. Until then, nobody can join.`}</Notice>}
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
				hint={t`Whoever has the link reads it. Optional.`}
				maxLength={1000}
				value={about}
				onChange={(event) => setAbout(event.target.value)}
				error={errors[1]}
			/>
		</FormDialog>
	);
}

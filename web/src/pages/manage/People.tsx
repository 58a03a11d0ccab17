// Finds people by name, address, or id, to suspend or reinstate them, lift practice blocks, or give them a role.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { inWords } from "../../api/problems";
import { useProfile } from "../../api/queries";
import { useConfig } from "../../sockets/useConfig";
import { Button } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { useLater } from "../../ui/useLater";
import { BirthYearDialog } from "./BirthYearDialog";
import { LostKeysDialog } from "./LostKeysDialog";
import { SuspendDialog } from "./SuspendDialog";

type Account = Schemas["AccountOut"];
type Standing = "" | "true" | "false";

export default function People() {
	const [words, setWords] = useState(new URLSearchParams(useSearch()).get("q") ?? "");
	const [standing, setStanding] = useState<Standing>("");
	const q = useLater(words.trim());
	const query = { ...(q && { q }), ...(standing && { suspended: standing === "true" }) };
	const list = usePaged(["people", query], (cursor) =>
		ok(api.GET("/admin/users", { params: { query: { ...query, ...from(cursor) } } })),
	);
	return (
		<section className="card stack" aria-label={t`People`}>
			<div className="form-grid">
				<Field
					label={t`Search`}
					type="search"
					placeholder={t`Name, full email address, or ID`}
					value={words}
					onChange={(event) => setWords(event.target.value)}
				/>
				<Select
					label={t`Status`}
					value={standing}
					onChange={(value) => setStanding(value as Standing)}
					options={[
						["", t`Everyone`],
						["true", t`Suspended`],
						["false", t`Not suspended`],
					]}
				/>
			</div>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={200} />}
			<div aria-live="polite">
				{list.items?.length === 0 && (
					<p className="muted">{t`No results. Enter a full email address, or part of a name.`}</p>
				)}
				<ul className="lines">
					{list.items?.map((one) => (
						<Person key={one.id} person={one} />
					))}
				</ul>
			</div>
			<More of={list} />
		</section>
	);
}

function isSuspended({ suspended_at, suspended_until }: Account): boolean {
	return suspended_at !== null && (suspended_until === null || Date.parse(suspended_until) > Date.now());
}

function isBlocked({ practice_blocked_until: until }: Account): boolean {
	return until !== null && Date.parse(until) > Date.now();
}

function Person({ person }: { person: Account }) {
	const { data: me } = useProfile();
	return (
		<li className="spread">
			<div className="stack person">
				<span className="row">
					<strong>{nameOf(person)}</strong>
					<span className="muted small">
						<Trans>
							{person.username}, #{person.id}
						</Trans>
					</span>
					{person.is_admin && <span className="tag accent">{t`Administrator`}</span>}
					{person.is_moderator && <span className="tag accent">{t`Moderator`}</span>}
					{isSuspended(person) && <span className="tag bad">{t`Suspended`}</span>}
					{isBlocked(person) && <span className="tag warn">{t`Blocked from practicing`}</span>}
				</span>
				<span className="small muted">
					<Trans>
						Joined <Time at={person.created_at} />
					</Trans>
					{person.birth_year != null && ` · ${t`born in ${String(person.birth_year)}`}`}
					{isBlocked(person) && person.practice_blocked_until && (
						<>
							{" · "}
							<Trans>
								Missed or declined too many interviews; blocked until <Time at={person.practice_blocked_until} />
							</Trans>
						</>
					)}
				</span>
				{isSuspended(person) && (
					<span className="small">
						{person.suspended_until ? (
							<Trans>
								Suspended until <Time at={person.suspended_until} />: {person.suspension_reason}
							</Trans>
						) : (
							<Trans>Suspended until lifted: {person.suspension_reason}</Trans>
						)}
					</span>
				)}
			</div>
			{me?.id !== person.id && <Actions person={person} />}
		</li>
	);
}

type Deed = "unsuspend" | "forgive" | "promote" | "demote" | "appoint" | "dismiss";
const DONE: Record<Deed, (name: string) => string> = {
	unsuspend: (name) => t`${name} can log in again.`,
	forgive: (name) => t`${name} can practice again.`,
	promote: (name) => t`${name} is now an administrator.`,
	demote: (name) => t`${name} is no longer an administrator.`,
	appoint: (name) => t`${name} is now a moderator.`,
	dismiss: (name) => t`${name} is no longer a moderator.`,
};

function done(deed: Deed, id: number) {
	const params = { path: { user_id: id } };
	switch (deed) {
		case "unsuspend":
			return ok(api.POST("/admin/users/{user_id}/unsuspend", { params }));
		case "forgive":
			return ok(api.POST("/admin/users/{user_id}/forgive", { params }));
		case "promote":
			return ok(api.POST("/admin/users/{user_id}/promote", { params }));
		case "demote":
			return ok(api.POST("/admin/users/{user_id}/demote", { params }));
		case "appoint":
			return ok(api.POST("/admin/users/{user_id}/appoint", { params }));
		case "dismiss":
			return ok(api.POST("/admin/users/{user_id}/dismiss", { params }));
	}
}

function Actions({ person }: { person: Account }) {
	const client = useQueryClient();
	const [suspending, setSuspending] = useState(false);
	const [dating, setDating] = useState(false);
	const [losing, setLosing] = useState(false);
	const config = useConfig();
	const act = useMutation({
		mutationFn: (deed: Deed) => done(deed, person.id),
		onSuccess: (_, deed) => toast(DONE[deed](nameOf(person))),
		onError: (error) => toast(inWords(error)),
		onSettled: () => client.invalidateQueries({ queryKey: ["people"] }),
	});
	const button = (deed: Deed, label: string) => (
		<Button
			className="small-button"
			aria-label={t`${label}: ${nameOf(person)}`}
			busy={act.isPending}
			onClick={() => act.mutate(deed)}
		>
			{label}
		</Button>
	);
	return (
		<div className="row">
			{isBlocked(person) && button("forgive", t`Lift practice block`)}
			{isSuspended(person) ? (
				button("unsuspend", t`Lift suspension`)
			) : (
				<Button
					kind="danger"
					className="small-button"
					aria-label={t`Suspend ${nameOf(person)}`}
					onClick={() => setSuspending(true)}
				>{t`Suspend`}</Button>
			)}
			{person.is_admin ? button("demote", t`Remove administrator role`) : button("promote", t`Make administrator`)}
			{person.is_moderator
				? button("dismiss", t`Remove moderator role`)
				: !isSuspended(person) && button("appoint", t`Make moderator`)}
			{(config?.birth_year_required || person.birth_year != null) && (
				<Button
					className="small-button"
					aria-label={t`Year of birth: ${nameOf(person)}`}
					onClick={() => setDating(true)}
				>{t`Year of birth`}</Button>
			)}
			{person.has_keys && (
				<Button
					className="small-button"
					aria-label={t`Remove second step: ${nameOf(person)}`}
					onClick={() => setLosing(true)}
				>{t`Remove second step`}</Button>
			)}
			{losing && <LostKeysDialog person={person} onClose={() => setLosing(false)} />}
			{dating && <BirthYearDialog person={person} onClose={() => setDating(false)} />}
			{suspending && <SuspendDialog person={person} onClose={() => setSuspending(false)} />}
		</div>
	);
}

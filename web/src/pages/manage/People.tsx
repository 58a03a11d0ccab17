// Finds people by name, address, or id, to suspend or reinstate them, lift practice blocks, or make them administrator.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { inWords } from "../../api/problems";
import { useProfile } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { useLater } from "../../ui/useLater";
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
		<section className="card stack" aria-label="People">
			<div className="form-grid">
				<Field
					label="Find"
					type="search"
					placeholder="Name, whole e-mail address, or id"
					value={words}
					onChange={(event) => setWords(event.target.value)}
				/>
				<Select
					label="Who"
					value={standing}
					onChange={(value) => setStanding(value as Standing)}
					options={[
						["", "Everybody"],
						["true", "Suspended"],
						["false", "Not suspended"],
					]}
				/>
			</div>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={200} />}
			<div aria-live="polite">
				{list.items?.length === 0 && (
					<p className="muted">Nobody is found. An address has to be whole; of a name a part is enough.</p>
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
						{person.username}, no. {person.id}
					</span>
					{person.is_admin && <span className="tag accent">Administrator</span>}
					{isSuspended(person) && <span className="tag bad">Suspended</span>}
					{isBlocked(person) && <span className="tag warn">May not practise now</span>}
				</span>
				<span className="small muted">
					Here since <Time at={person.created_at} />
					{isBlocked(person) && person.practice_blocked_until && (
						<>
							; missed or declined interviews, blocked until <Time at={person.practice_blocked_until} />
						</>
					)}
				</span>
				{isSuspended(person) && (
					<span className="small">
						Suspended {person.suspended_until ? "until " : "until it is lifted"}
						{person.suspended_until && <Time at={person.suspended_until} />}: {person.suspension_reason}
					</span>
				)}
			</div>
			{me?.id !== person.id && <Actions person={person} />}
		</li>
	);
}

type Deed = "unsuspend" | "forgive" | "promote" | "demote";
const DONE: Record<Deed, string> = {
	unsuspend: "may come in again",
	forgive: "may practise now again",
	promote: "is an administrator now",
	demote: "is an ordinary user now",
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
	}
}

function Actions({ person }: { person: Account }) {
	const client = useQueryClient();
	const [suspending, setSuspending] = useState(false);
	const act = useMutation({
		mutationFn: (deed: Deed) => done(deed, person.id),
		onSuccess: (_, deed) => toast(`${nameOf(person)} ${DONE[deed]}.`),
		onError: (error) => toast(inWords(error)),
		onSettled: () => client.invalidateQueries({ queryKey: ["people"] }),
	});
	const button = (deed: Deed, label: string) => (
		<Button
			className="small-button"
			aria-label={`${label}: ${nameOf(person)}`}
			busy={act.isPending}
			onClick={() => act.mutate(deed)}
		>
			{label}
		</Button>
	);
	return (
		<div className="row">
			{isBlocked(person) && button("forgive", "Forgive")}
			{isSuspended(person) ? (
				button("unsuspend", "Let in again")
			) : (
				<Button
					kind="danger"
					className="small-button"
					aria-label={`Suspend ${nameOf(person)}`}
					onClick={() => setSuspending(true)}
				>
					Suspend
				</Button>
			)}
			{person.is_admin ? button("demote", "No administrator any more") : button("promote", "Make administrator")}
			{suspending && <SuspendDialog person={person} onClose={() => setSuspending(false)} />}
		</div>
	);
}

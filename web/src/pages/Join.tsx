// Joins a group by its link. Whoever has no account yet makes one first, and comes back here.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Link, useLocation } from "wouter";
import { api, ok } from "../api/client";
import { is } from "../api/problems";
import { useSession } from "../api/queries";
import { Button } from "../ui/Button";
import { Failure, Notice } from "../ui/Notice";
import { isolated } from "../ui/names";
import { Loading } from "../ui/Page";
import { toast } from "../ui/Toasts";
import { AuthCard } from "./AuthCard";
import { forget, kept } from "./keptLink";
import { NeedsAccount } from "./NeedsAccount";

/** Another link may be pasted into the same tab, which then stays on this page. */
function onHashChange(changed: () => void) {
	addEventListener("hashchange", changed);
	return () => removeEventListener("hashchange", changed);
}

export default function Join() {
	const hash = useSyncExternalStore(onHashChange, () => location.hash);
	const [opened] = useState(() => kept("/join"));
	const token = hash.slice(1) || opened;
	const { data, error, refetch, isPending } = useQuery({
		enabled: token !== "",
		queryKey: ["join", token],
		queryFn: () => ok(api.POST("/groups/look", { body: { token } })),
		retry: false,
	});
	const isDead = token === "" || is(error, "not_found");
	useEffect(() => {
		if (isDead && token === kept("/join")) forget("/join");
	}, [isDead, token]);
	return (
		<AuthCard title={data ? t`Join ${isolated(data.name)}` : t`Join a group`}>
			{isDead ? (
				<Notice tone="warn">
					<Trans>
						<strong>This link doesn’t work.</strong> It may be incomplete, or the group has a new one. Ask whoever sent
						it to you.
					</Trans>
				</Notice>
			) : (
				<Failure error={error} again={() => void refetch()} />
			)}
			{isPending && !isDead && <Loading />}
			{data && (
				<>
					{data.about && (
						<p className="own-notes" dir="auto">
							{data.about}
						</p>
					)}
					<p className="muted">
						{plural(data.members, { one: "# member", other: "# members" })}.{" "}
						<Trans>
							Members practice with each other in rooms of their own. They see your name; organizers also see how often
							you came, and how often you didn’t, to the group’s interviews. Nobody sees what you write or how you are
							rated.
						</Trans>
					</p>
					<Enter token={token} />
				</>
			)}
		</AuthCard>
	);
}

function Enter({ token }: { token: string }) {
	const session = useSession();
	const client = useQueryClient();
	const [, navigate] = useLocation();
	const join = useMutation({
		mutationFn: () => ok(api.POST("/groups/join", { body: { token } })),
		onSuccess: (group) => {
			forget("/join");
			toast(t`You are in ${isolated(group.name)} now.`);
			for (const key of ["groups", "rooms", "slots"]) void client.invalidateQueries({ queryKey: [key] });
			navigate(`/my-groups?group=${group.id}`, { replace: true });
		},
	});
	if (!session) return <NeedsAccount page="/join" token={token} />;
	return (
		<>
			<Failure error={join.error} />
			<div className="row">
				<Button kind="primary" busy={join.isPending} onClick={() => join.mutate()}>{t`Join the group`}</Button>
				<Link href="/" className="button quiet" onClick={() => forget("/join")}>{t`Not now`}</Link>
			</div>
		</>
	);
}

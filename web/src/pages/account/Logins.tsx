// The active logins, and a way to end each of them.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { inWords } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { device } from "./device";

export function Logins() {
	const { data, error, refetch, isPending } = useQuery({
		queryKey: ["logins"],
		queryFn: () => ok(api.GET("/auth/sessions")),
	});
	const end = useMutation({
		mutationFn: (id: string) => ok(api.DELETE("/auth/sessions/{session_id}", { params: { path: { session_id: id } } })),
		onSuccess: () => toast(t`The session has ended.`),
		onError: (problem) => toast(inWords(problem)),
		onSettled: () => refetch(),
	});
	return (
		<section className="card">
			<h2 id="sessions">{t`Where you are logged in`}</h2>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={64} />}
			<ul className="lines">
				{data?.items.map((login) => (
					<li key={login.id} className="spread">
						<div>
							<strong>{device(login.user_agent)}</strong>{" "}
							{login.current && <span className="tag accent">{t`This device`}</span>}
							<p className="small muted">
								<Trans>
									Last active <Time at={login.last_used_at} form="relative" />, logged in since{" "}
									<Time at={login.created_at} />
								</Trans>
							</p>
						</div>
						{!login.current && (
							<Button
								aria-label={t`End session on ${device(login.user_agent)}`}
								busy={end.isPending && end.variables === login.id}
								onClick={() => end.mutate(login.id)}
							>{t`End session`}</Button>
						)}
					</li>
				))}
			</ul>
		</section>
	);
}

// The active logins, and a way to end each of them.
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
		onSuccess: () => toast("That login has ended."),
		onError: (problem) => toast(inWords(problem)),
		onSettled: () => refetch(),
	});
	return (
		<section className="card">
			<h2>Where you are logged in</h2>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={64} />}
			<ul className="lines">
				{data?.items.map((login) => (
					<li key={login.id} className="spread">
						<div>
							<strong>{device(login.user_agent)}</strong>{" "}
							{login.current && <span className="tag accent">This one</span>}
							<p className="small muted">
								Last used <Time at={login.last_used_at} form="relative" />, since <Time at={login.created_at} />
							</p>
						</div>
						{!login.current && (
							<Button
								aria-label={`End the login of ${device(login.user_agent)}`}
								busy={end.isPending && end.variables === login.id}
								onClick={() => end.mutate(login.id)}
							>
								End
							</Button>
						)}
					</li>
				))}
			</ul>
		</section>
	);
}

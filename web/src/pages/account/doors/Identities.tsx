// Where a person can log in with, besides a password: to add a provider, and to remove one.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, ok } from "../../../api/client";
import { confirmed } from "../../../api/confirming";
import { inWords } from "../../../api/problems";
import { useConfig } from "../../../sockets/useConfig";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Notice";
import { Time } from "../../../ui/Time";
import { toast } from "../../../ui/Toasts";

export function Identities() {
	const providers = useConfig()?.providers ?? [];
	const { data, error, refetch } = useQuery({
		queryKey: ["identities"],
		queryFn: () => ok(api.GET("/auth/identities")),
	});
	const remove = useMutation({
		mutationFn: (id: number) =>
			confirmed(() => ok(api.DELETE("/auth/identities/{identity_id}", { params: { path: { identity_id: id } } }))),
		onSuccess: () => toast(t`Removed.`),
		onError: (problem) => toast(inWords(problem)),
		onSettled: () => refetch(),
	});
	const add = useMutation({
		mutationFn: async (provider: string) => {
			const params = { path: { provider } };
			location.assign((await confirmed(() => ok(api.POST("/auth/providers/{provider}/link", { params })))).url);
		},
		onError: (problem) => toast(inWords(problem)),
	});
	const mine = data?.items ?? [];
	const others = providers.filter((one) => !mine.some((has) => has.provider === one.name));
	if (mine.length === 0 && others.length === 0) return null;
	return (
		<section className="card stack">
			<h2 id="doors">{t`Log in with`}</h2>
			<Failure error={error} again={() => void refetch()} />
			<ul className="lines">
				{mine.map((one) => (
					<li key={one.id} className="spread">
						<div>
							<strong>{one.label}</strong> {one.email}
							<p className="small muted">
								<Trans>
									Last used <Time at={one.last_used_at} form="relative" />
								</Trans>
							</p>
						</div>
						<Button
							aria-label={t`Remove ${one.label}`}
							busy={remove.isPending && remove.variables === one.id}
							onClick={() => remove.mutate(one.id)}
						>{t`Remove`}</Button>
					</li>
				))}
				{others.map(({ name, label }) => (
					<li key={name} className="spread">
						<strong>{label}</strong>
						<Button
							aria-label={t`Add ${label}`}
							busy={add.isPending && add.variables === name}
							onClick={() => add.mutate(name)}
						>{t`Add`}</Button>
					</li>
				))}
			</ul>
		</section>
	);
}

// Accounts that were made after a suspension on a device of the suspended person.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";

export function Returning() {
	const { data, error, refetch } = useQuery({
		queryKey: ["moderation", "returning"],
		queryFn: () => ok(api.GET("/moderation/returning")),
	});
	return (
		<section className="card stack" aria-label={t`Possibly returning`}>
			<p className="muted">
				{t`Accounts that were made after a suspension, on a device that the suspended person had used. Schools and families share computers: look, and decide on what people do.`}
			</p>
			<Failure error={error} again={() => void refetch()} />
			{!data && !error && <Loading />}
			{data?.items.length === 0 && <p>{t`Nobody.`}</p>}
			<ul className="lines">
				{data?.items.map(({ person, created_at, suspended }) => (
					<li key={person.id}>
						<strong>{nameOf(person)}</strong>
						{" · "}
						<Trans>
							Joined <Time at={created_at} />
						</Trans>
						{" · "}
						{sameDevice(suspended.map(nameOf))}
					</li>
				))}
			</ul>
		</section>
	);
}

export function sameDevice(names: readonly string[]): string {
	const suspended = names.join(", ");
	return t`same device as suspended: ${suspended}`;
}

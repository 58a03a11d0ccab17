// The rooms of my groups: who waits there now. Before the first group, a line that says what groups are.
import { plural, t } from "@lingui/core/macro";
import { Link } from "wouter";
import { useRooms } from "../../api/queries";
import { useConfig } from "../../sockets/useConfig";
import { useGroups } from "../groups/queries";

export function GroupRooms() {
	const config = useConfig();
	const { data: groups } = useGroups();
	const { data: rooms } = useRooms();
	if (!groups || (groups.length === 0 && config?.groups === "off")) return null;
	const mine = groups.filter((one) => one.member && !one.archived);
	const waitingIn = (id: number) =>
		(rooms ?? [])
			.filter((room) => room.practice && room.group?.id === id)
			.reduce((sum, { waiting }) => sum + waiting.easy + waiting.medium + waiting.hard, 0);
	return (
		<section className="card" aria-labelledby="groups">
			<div className="spread card-head">
				<h2 id="groups">{t`Your groups`}</h2>
				<Link href="/my-groups">{t`See all`}</Link>
			</div>
			{mine.length === 0 && (
				<p className="muted">
					{groups.length > 0
						? t`A group is open to your email address.`
						: t`Practice with a class, a club or a company, in rooms of your own.`}
				</p>
			)}
			<ul className="lines">
				{mine.map((group) => (
					<li key={group.id} className="spread">
						<Link href={`/my-groups?group=${group.id}`}>
							<bdi>{group.name}</bdi>
						</Link>
						<span className="muted small">
							{plural(waitingIn(group.id), {
								0: "no one is waiting",
								one: "# person is waiting",
								other: "# people are waiting",
							})}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

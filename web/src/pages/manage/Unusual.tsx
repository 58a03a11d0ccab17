// What is unusual in the last thirty days, as a table: reasons to look, each with its counts and a way to the people.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { mean } from "../../ui/locale";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { TableScroll } from "../../ui/TableScroll";
import { wholeDay } from "../../ui/time";

type Finding = Schemas["Finding"];

export function Unusual() {
	const { data, error, refetch } = useQuery({
		queryKey: ["integrity"],
		queryFn: () => ok(api.GET("/analytics/integrity")),
	});
	return (
		<section className="card stack">
			<h2>{t`Unusual patterns`}</h2>
			<p className="muted">
				<Trans>
					Reasons to look, not verdicts: friends who practice together, or a bad line, can look the same. Talk to people
					before you decide anything.
				</Trans>
			</p>
			<Failure error={error} again={() => void refetch()} />
			{!data && !error && <Loading height={120} />}
			{data && (data.findings.length > 0 ? <Findings findings={data.findings} /> : <p>{t`Nothing unusual.`}</p>)}
			{data && (
				<p className="small muted">{t`From ${wholeDay(data.since.slice(0, 10))} to ${wholeDay(data.until.slice(0, 10))}.`}</p>
			)}
		</section>
	);
}

function Findings({ findings }: { findings: readonly Finding[] }) {
	return (
		<TableScroll label={t`Unusual patterns`}>
			<thead>
				<tr>
					<th scope="col">{t`People`}</th>
					<th scope="col">{t`Pattern`}</th>
					<th scope="col">{t`How often`}</th>
				</tr>
			</thead>
			<tbody>
				{findings.map((one) => (
					<tr key={`${one.kind}-${one.people.map((person) => person.id).join("-")}`}>
						<th scope="row">
							{one.people.map((person) => (
								<div key={person.id} className="names-below">
									<Link href={`/manage/people?q=${person.id}`}>{nameOf(person)}</Link>
								</div>
							))}
						</th>
						<td className="sentence">{pattern(one)}</td>
						<td className="sentence">{often(one)}</td>
					</tr>
				))}
			</tbody>
		</TableScroll>
	);
}

const PATTERNS: Record<Finding["kind"], string> = {
	meets_often: t`They meet each other far more often than the matcher would pair them.`,
	rates_each_other: t`They give each other top ratings, and everybody else low ones.`,
	ends_at_once: t`Top ratings for interviews that end within two minutes.`,
	misses_much: t`Books much, and misses or declines at least half of it.`,
	peers_leave: t`Different people leave or decline when they are matched with this person.`,
};

/** A newer server may know more patterns. */
function pattern({ kind }: Finding): string {
	return PATTERNS[kind] ?? t`Another pattern`;
}

function often({ kind, count, of, mean_inside: inside, mean_outside: outside }: Finding): string {
	if (kind === "meets_often") return t`${count} of ${plural(of, { one: "# interview", other: "# interviews" })}`;
	if (kind === "misses_much") return t`${count} of ${plural(of, { one: "# booking", other: "# bookings" })}`;
	if (kind === "peers_leave") return t`${count} of ${plural(of, { one: "# match", other: "# matches" })}`;
	const ratings = t`${count} of ${plural(of, { one: "# rating", other: "# ratings" })}`;
	if (inside === null || outside === null) return ratings;
	return t`${ratings}; ${mean(inside)} on average among themselves, ${mean(outside)} to others`;
}

// How moderation performs: reports by reason and outcome, how long they wait, and what appeals change. It names no one.
import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { TableScroll } from "../../ui/TableScroll";
import { about } from "../../ui/time";
import { REASONS } from "../../ui/words";
import { RESOLUTIONS } from "../moderation/words";

const DAY = 86_400_000;
const OUTCOMES = ["dismissed", "warned", "restricted", "suspended"] as const;

export function ModerationFigures({ days }: { days: number }) {
	const { data, error, refetch } = useQuery({
		queryKey: ["moderation-figures", days],
		queryFn: () => {
			const from = new Date(Date.now() - days * DAY).toISOString();
			return ok(api.GET("/analytics/moderation", { params: { query: { from } } }));
		},
	});
	return (
		<section className="card stack">
			<h2>{t`Moderation`}</h2>
			<Failure error={error} again={() => void refetch()} />
			{!data && !error && <Loading height={120} />}
			{data && <Figures figures={data} />}
		</section>
	);
}

function Figures({ figures }: { figures: Schemas["ModerationFigures"] }) {
	return (
		<>
			<p>
				{open(figures.now)} <Link href="/moderation">{t`The queue`}</Link>
			</p>
			<TableScroll label={t`Reports by reason`}>
				<thead>
					<tr>
						<th scope="col">{t`Reason`}</th>
						<th scope="col">{t`Reports`}</th>
						<th scope="col">{t`Open`}</th>
						{OUTCOMES.map((outcome) => (
							<th key={outcome} scope="col">
								{RESOLUTIONS[outcome]}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{figures.reasons.map((one) => (
						<tr key={one.reason}>
							<th scope="row">{REASONS[one.reason]}</th>
							<td className="numbers">{one.made}</td>
							<td className="numbers">{one.undecided}</td>
							{OUTCOMES.map((outcome) => (
								<td key={outcome} className="numbers">
									{one[outcome]}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</TableScroll>
			<p>
				{waits(figures)} {appeals(figures.appeals)}
			</p>
		</>
	);
}

function open({ reports, oldest_seconds }: Schemas["OpenReports"]): string {
	if (oldest_seconds === null) return t`No open reports.`;
	const age = about(oldest_seconds);
	return plural(reports, {
		one: `# open report; it was made ${age} ago.`,
		other: `# open reports; the oldest was made ${age} ago.`,
	});
}

function waits(figures: Schemas["ModerationFigures"]): string {
	if (figures.first_answer_p50_seconds === null) return t`No report was looked at yet.`;
	const answer = about(figures.first_answer_p50_seconds);
	if (figures.decision_p50_seconds === null) return t`Half were looked at within ${answer}; none is decided yet.`;
	const decision = about(figures.decision_p50_seconds);
	return t`Half were looked at within ${answer}, and decided within ${decision}.`;
}

function appeals({ made, unanswered, upheld, lifted }: Schemas["AppealFigures"]): string {
	if (made === 0) return t`There were no appeals.`;
	const sum = plural(made, { one: "# appeal:", other: "# appeals:" });
	return t`${sum} ${upheld} upheld, ${lifted} lifted, ${unanswered} open.`;
}

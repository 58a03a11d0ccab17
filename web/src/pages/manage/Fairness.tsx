// Whether everybody waits alike: by level and language as tables, by hour as a plot with a table.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { api, ok, type Schemas } from "../../api/client";
import type { InterviewType } from "../../api/queries";
import { AsTable } from "../../ui/AsTable";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { TableScroll } from "../../ui/TableScroll";
import { about } from "../../ui/time";
import { LEVELS, languageName } from "../../ui/words";
import { percent, unfair, type WaitOfGroup } from "./operations";

const HoursPlot = lazy(() => import("./HoursPlot"));
const DAY = 86_400_000;

export function Fairness({ type, days }: { type: InterviewType; days: number }) {
	const { data, error, refetch } = useQuery({
		queryKey: ["fairness", days],
		queryFn: () => {
			const from = new Date(Date.now() - days * DAY).toISOString();
			return ok(api.GET("/analytics/fairness", { params: { query: { from } } }));
		},
	});
	const groups = data?.groups.filter((one) => one.interview_type === type) ?? [];
	const by = (kind: WaitOfGroup["kind"]) => groups.filter((one) => one.kind === kind);
	if (data && groups.length === 0) return null;
	return (
		<section className="card stack">
			<h2>{t`Fairness of waiting`}</h2>
			<Failure error={error} again={() => void refetch()} />
			{!data && !error && <Loading height={180} />}
			{data && (
				<>
					<p>{unfair(groups, nameOf)}</p>
					<TableScroll label={t`Waiting by level and language`}>
						<thead>
							<Head first={t`Level or language`} />
						</thead>
						<tbody>{[...by("by_level"), ...by("by_language")].map(row)}</tbody>
					</TableScroll>
					<Hours hours={by("by_hour")} />
				</>
			)}
		</section>
	);
}

function Hours({ hours }: { hours: readonly WaitOfGroup[] }) {
	const series = (figure: "wait_p50_seconds" | "wait_p95_seconds") =>
		Array.from(
			{ length: 24 },
			(_, hour) => hours.find((one) => one.of !== null && Number(one.of) === hour)?.[figure] ?? null,
		);
	return (
		<div className="stack">
			<h3>{t`Waiting by hour (UTC)`}</h3>
			<p className="legend small" aria-hidden="true">
				<span className="legend-first">{t`half waited at most`}</span>
				<span className="legend-second">{t`95% waited at most`}</span>
			</p>
			<Suspense fallback={<Loading height={180} />}>
				<HoursPlot first={series("wait_p50_seconds")} second={series("wait_p95_seconds")} />
			</Suspense>
			<AsTable caption={t`Waiting by hour (UTC)`} columns={columns(t`Hour (UTC)`)}>
				{hours.map(row)}
			</AsTable>
		</div>
	);
}

function columns(first: string): string[] {
	return [first, t`Arrived`, t`Found nobody`, t`Half waited at most`, t`95% waited at most`];
}

function Head({ first }: { first: string }) {
	return (
		<tr>
			{columns(first).map((column) => (
				<th key={column} scope="col">
					{column}
				</th>
			))}
		</tr>
	);
}

function row(one: WaitOfGroup): ReactNode {
	return (
		<tr key={`${one.kind}-${one.of}`}>
			<th scope="row">{nameOf(one)}</th>
			<td className="numbers">{one.came}</td>
			<td className="numbers">{percent(one.unmatched_rate)}</td>
			<td>{one.wait_p50_seconds === null ? "–" : about(one.wait_p50_seconds)}</td>
			<td>{one.wait_p95_seconds === null ? "–" : about(one.wait_p95_seconds)}</td>
		</tr>
	);
}

function nameOf({ kind, of }: WaitOfGroup): string {
	if (of === null) return t`others, fewer than 5 each`;
	if (kind === "by_hour") return `${of}:00`;
	return kind === "by_language" ? languageName(of) : (LEVELS[of as Schemas["Difficulty"]] ?? of);
}

// One report: its words, its evidence, the history of both people, and the decision.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { REASONS } from "../../ui/words";
import { Decide } from "./Decide";
import { Evidence } from "./Evidence";
import { Lift } from "./Lift";
import { RemovePicture } from "./RemovePicture";
import { sameDevice } from "./Returning";
import { MEASURES, RESOLUTIONS, SEVERITIES } from "./words";

export function Report({ id }: { id: number }) {
	const { data, error, refetch } = useQuery({
		queryKey: ["moderation", "report", id],
		queryFn: () => ok(api.GET("/moderation/reports/{report_id}", { params: { path: { report_id: id } } })),
	});
	return (
		<div className="stack wide-gap">
			<p>
				<Link href="/moderation">{t`Back to the reports`}</Link>
			</p>
			<Failure error={error} again={() => void refetch()} />
			{data ? <Detail report={data} /> : !error && <Loading height={300} />}
		</div>
	);
}

function Detail({ report }: { report: Schemas["ReportDetail"] }) {
	const [severity, tone] = SEVERITIES[report.severity];
	return (
		<>
			<section className="card stack">
				<h2>
					<Trans>
						{REASONS[report.reason]}: {nameOf(report.subject)}
					</Trans>{" "}
					<span className={`tag ${tone}`}>{severity}</span>
				</h2>
				<p className="small muted">
					<Trans>
						Reported by {nameOf(report.reporter)}, <Time at={report.created_at} />
					</Trans>
					{report.exited && <> · {t`by leaving the interview`}</>}
				</p>
				<p className="own-notes" dir="auto">
					{report.text || t`Without words.`}
				</p>
			</section>
			{!report.resolution && <RemovePicture report={report} />}
			{report.has_evidence && <Evidence reportId={report.id} />}
			<Person title={t`The person reported`} history={report.subject_history} />
			<Person title={t`The person who reported`} history={report.reporter_history} />
			{report.resolution && report.resolved_at ? (
				<section className="card stack">
					<h2>{t`Decision`}</h2>
					<p>
						<Trans>
							{RESOLUTIONS[report.resolution]}, <Time at={report.resolved_at} />, by{" "}
							{report.resolved_by ? nameOf(report.resolved_by) : "–"}
						</Trans>
					</p>
					{report.note && <p dir="auto">{report.note}</p>}
				</section>
			) : (
				<Decide report={report} />
			)}
		</>
	);
}

function Person({ title, history }: { title: string; history: Schemas["History"] }) {
	const { reports_about, reports_by, measures } = history;
	return (
		<section className="card stack">
			<h2>
				{title}: {nameOf(history.person)}
			</h2>
			<p className="small muted">
				<Trans>
					Joined <Time at={history.created_at} />
				</Trans>
				{" · "}
				{plural(history.blocks_against, {
					0: "blocked by nobody",
					one: "blocked by # person",
					other: "blocked by # people",
				})}
				{history.deleted_at && <> · {t`account deleted`}</>}
			</p>
			{history.same_device.length > 0 && <p className="warn-text">{sameDevice(history.same_device.map(nameOf))}</p>}
			{reports_about.length + reports_by.length + measures.length === 0 && <p>{t`No earlier reports.`}</p>}
			<Reports title={t`Other reports about them`} reports={reports_about} />
			<Reports title={t`Other reports by them`} reports={reports_by} />
			{measures.length > 0 && (
				<>
					<h3>{t`Decisions about them`}</h3>
					<ul className="lines">
						{measures.map((measure) => (
							<li key={measure.id} className="spread">
								<span>
									{MEASURES[measure.kind]}, <Time at={measure.decided_at} />: <bdi>{measure.text}</bdi>{" "}
									<Ending measure={measure} />
								</span>
								{measure.lasts && <Lift measure={measure} person={history.person} />}
							</li>
						))}
					</ul>
				</>
			)}
		</section>
	);
}

function Ending({ measure }: { measure: Schemas["MeasureOut"] }) {
	if (measure.lifted_at) return <span className="tag">{t`Lifted`}</span>;
	if (!measure.until) return null;
	return (
		<span className="tag">
			<Trans>
				until <Time at={measure.until} />
			</Trans>
		</span>
	);
}

function Reports({ title, reports }: { title: string; reports: Schemas["PastReport"][] }) {
	if (reports.length === 0) return null;
	return (
		<>
			<h3>{title}</h3>
			<ul className="lines">
				{reports.map((one) => (
					<li key={one.id} className="spread">
						<Link href={`/moderation?report=${one.id}`}>
							{REASONS[one.reason]}: {nameOf(one.other)}
						</Link>
						<span className="small muted">
							<Time at={one.created_at} />
							{", "}
							{one.resolution ? RESOLUTIONS[one.resolution] : t`open`}
						</span>
					</li>
				))}
			</ul>
		</>
	);
}

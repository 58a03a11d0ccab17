// The moderators’ page: the queue of reports, one report, and the appeals.
import { t } from "@lingui/core/macro";
import { Link, useParams, useSearch } from "wouter";
import { useProfile } from "../api/queries";
import { Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { Appeals } from "./moderation/Appeals";
import { Queue } from "./moderation/Queue";
import { Report } from "./moderation/Report";
import { NotFound } from "./NotFound";
import "../styles/manage.css";

const AREAS = [
	["", t`Reports`],
	["appeals", t`Appeals`],
] as const;

export default function Moderation() {
	const { area = "" } = useParams<{ area?: string }>();
	const report = Number(new URLSearchParams(useSearch()).get("report"));
	const { data: me } = useProfile();
	if (!AREAS.some(([path]) => path === area)) return <NotFound />;
	if (!me) {
		return (
			<Page title={t`Moderation`}>
				<Loading />
			</Page>
		);
	}
	if (!me.is_moderator && !me.is_admin) {
		return (
			<Page title={t`Moderation`} narrow>
				<Notice tone="warn">{t`This page is for moderators.`}</Notice>
			</Page>
		);
	}
	return (
		<Page title={t`Moderation`}>
			<nav className="areas" aria-label={t`Areas`}>
				<ul>
					{AREAS.map(([path, label]) => (
						<li key={path}>
							<Link
								href={path ? `/moderation/${path}` : "/moderation"}
								className="area-link"
								aria-current={path === area ? "page" : undefined}
							>
								{label}
							</Link>
						</li>
					))}
				</ul>
			</nav>
			{area === "appeals" ? <Appeals /> : report > 0 ? <Report key={report} id={report} /> : <Queue />}
		</Page>
	);
}

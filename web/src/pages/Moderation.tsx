// The moderators’ page: the queue of reports, one report, and the appeals.
import { t } from "@lingui/core/macro";
import { Link, useSearch } from "wouter";
import { useProfile } from "../api/queries";
import { Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { SecondStepGate } from "./account/keys/SecondStepGate";
import { Appeals } from "./moderation/Appeals";
import { Queue } from "./moderation/Queue";
import { Report } from "./moderation/Report";
import { Returning } from "./moderation/Returning";
import "../styles/manage.css";

const AREAS = [
	["", t`Reports`],
	["appeals", t`Appeals`],
	["returning", t`Possibly returning`],
] as const;

export default function Moderation() {
	return (
		<SecondStepGate title={t`Moderation`}>
			<Areas />
		</SecondStepGate>
	);
}

function Areas() {
	// In the search: below the path, there are routes of the API.
	const search = new URLSearchParams(useSearch());
	const area = AREAS.find(([path]) => path === search.get("show"))?.[0] ?? "";
	const report = Number(search.get("report"));
	const { data: me } = useProfile();
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
								href={path ? `/moderation?show=${path}` : "/moderation"}
								className="area-link"
								aria-current={path === area ? "page" : undefined}
							>
								{label}
							</Link>
						</li>
					))}
				</ul>
			</nav>
			{area === "appeals" && <Appeals />}
			{area === "returning" && <Returning />}
			{area === "" && (report > 0 ? <Report key={report} id={report} /> : <Queue />)}
		</Page>
	);
}

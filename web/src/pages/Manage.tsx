// The administrators’ page, by area: matching figures, the checklist, slots, topics, questions and their import, reports, people, groups, failed work, and the audit log.
import { plural, t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";
import { Link, useParams } from "wouter";
import { useProfile } from "../api/queries";
import { Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { SecondStepGate } from "./account/keys/SecondStepGate";
import { useChecklist } from "./manage/checklist/queries";
import { NotFound } from "./NotFound";
import "../styles/manage.css";

const Operator = lazy(() => import("./manage/Operator"));
const Checklist = lazy(() => import("./manage/Checklist"));
const Slots = lazy(() => import("./manage/Slots"));
const Topics = lazy(() => import("./manage/Topics"));
const Questions = lazy(() => import("./manage/Questions"));
const Import = lazy(() => import("./manage/Import"));
const Reports = lazy(() => import("./manage/Reports"));
const People = lazy(() => import("./manage/People"));
const Groups = lazy(() => import("./manage/Groups"));
const Parked = lazy(() => import("./manage/Parked"));
const Log = lazy(() => import("./manage/Log"));

const AREAS = [
	["", t`Overview`, Operator],
	["checklist", t`Checklist`, Checklist],
	["slots", t`Slots`, Slots],
	["topics", t`Topics`, Topics],
	["questions", t`Questions`, Questions],
	["import", t`Import questions`, Import],
	["reports", t`Reports`, Reports],
	["people", t`People`, People],
	["groups", t`Groups`, Groups],
	["parked", t`Failed items`, Parked],
	["log", t`Audit log`, Log],
] as const;

/** An area that is reached from another one, and not by the navigation. */
const WITHIN: Record<string, string> = { import: "questions" };

export default function Manage() {
	return (
		<SecondStepGate title={t`Manage`}>
			<Areas />
		</SecondStepGate>
	);
}

function Areas() {
	const { area = "" } = useParams<{ area?: string }>();
	const { data: me } = useProfile();
	const [, title, Area] = AREAS.find(([path]) => path === area) ?? [];
	if (!Area) return <NotFound />;
	if (!me) {
		return (
			<Page title={t`Manage`}>
				<Loading />
			</Page>
		);
	}
	if (!me.is_admin) {
		return (
			<Page title={t`Manage`} narrow>
				<Notice tone="warn">{t`This page is for administrators.`}</Notice>
			</Page>
		);
	}
	return (
		<Page title={title ?? t`Manage`}>
			<nav className="areas" aria-label={t`Areas`}>
				<ul>
					{AREAS.filter(([path]) => !(path in WITHIN)).map(([path, label]) => (
						<li key={path}>
							<Link
								href={path ? `/manage/${path}` : "/manage"}
								className="area-link"
								aria-current={path === (WITHIN[area] ?? area) ? "page" : undefined}
							>
								{label}
								{path === "checklist" && <Wrong />}
							</Link>
						</li>
					))}
				</ul>
			</nav>
			<Suspense fallback={<Loading height={300} />}>
				<Area />
			</Suspense>
		</Page>
	);
}

/** How many items of the checklist are wrong. */
function Wrong() {
	const { data } = useChecklist();
	const count = data?.filter((item) => item.state === "wrong").length ?? 0;
	if (count === 0) return null;
	return (
		<>
			{" "}
			<span className="tag bad">
				<span aria-hidden="true">{count}</span>
				<span className="visually-hidden">
					{plural(count, { one: "# thing is wrong", other: "# things are wrong" })}
				</span>
			</span>
		</>
	);
}

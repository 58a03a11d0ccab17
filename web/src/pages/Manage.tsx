// The administrators’ page, by area: matching figures, slots, questions, reports, people, failed work, and the audit log.
import { lazy, Suspense } from "react";
import { Link, useParams } from "wouter";
import { useProfile } from "../api/queries";
import { Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { NotFound } from "./NotFound";
import "../styles/manage.css";

const Operator = lazy(() => import("./manage/Operator"));
const Slots = lazy(() => import("./manage/Slots"));
const Questions = lazy(() => import("./manage/Questions"));
const Reports = lazy(() => import("./manage/Reports"));
const People = lazy(() => import("./manage/People"));
const Parked = lazy(() => import("./manage/Parked"));
const Log = lazy(() => import("./manage/Log"));

const AREAS = [
	["", "How it goes", Operator],
	["slots", "Slots", Slots],
	["questions", "Questions", Questions],
	["reports", "Reports", Reports],
	["people", "People", People],
	["parked", "Failed work", Parked],
	["log", "Log", Log],
] as const;

export default function Manage() {
	const { area = "" } = useParams<{ area?: string }>();
	const { data: me } = useProfile();
	const [, title, Area] = AREAS.find(([path]) => path === area) ?? [];
	if (!Area) return <NotFound />;
	if (!me) {
		return (
			<Page title="Manage">
				<Loading />
			</Page>
		);
	}
	if (!me.is_admin) {
		return (
			<Page title="Manage" narrow>
				<Notice tone="warn">This page is for administrators.</Notice>
			</Page>
		);
	}
	return (
		<Page title={title ?? "Manage"}>
			<nav className="areas" aria-label="Areas">
				<ul>
					{AREAS.map(([path, label]) => (
						<li key={path}>
							<Link
								href={path ? `/manage/${path}` : "/manage"}
								className="area-link"
								aria-current={path === area ? "page" : undefined}
							>
								{label}
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

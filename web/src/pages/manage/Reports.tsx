// The reports on people and feedback, and on questions, and their outcomes.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { api, ok } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Choice } from "../../ui/Choice";
import { QuestionReports } from "./questions/QuestionReports";
import { ReportLine } from "./ReportLine";
import { ReportList } from "./ReportList";

type Show = "open" | "resolved";

const WHICH = [
	["open", t({ message: "Open", context: "reports" })],
	["resolved", t`Resolved`],
] as const;

const ABOUT = [
	["people", t`People`],
	["questions", t`Questions`],
] as const;

export default function Reports() {
	const search = new URLSearchParams(useSearch());
	const [about, setAbout] = useState<"people" | "questions">(
		search.get("about") === "questions" ? "questions" : "people",
	);
	const [show, setShow] = useState<Show>("open");
	return (
		<section className="card stack" aria-label={t`Reports`}>
			<div className="spread">
				<Choice legend={t`Reports on`} hideLegend options={ABOUT} value={about} onChange={setAbout} />
				<Choice legend={t`Reports to show`} hideLegend options={WHICH} value={show} onChange={setShow} />
			</div>
			{about === "people" ? (
				<OnPeople show={show} />
			) : (
				<QuestionReports show={show} question={Number(search.get("question")) || null} />
			)}
		</section>
	);
}

function OnPeople({ show }: { show: Show }) {
	const list = usePaged(["reports", show], (cursor) =>
		ok(api.GET("/admin/reports", { params: { query: { open: show === "open", ...from(cursor) } } })),
	);
	return (
		<>
			<p>
				<Link href="/moderation">{t`To the queue of the moderators, with evidence and history`}</Link>
			</p>
			<ReportList list={list} show={show} line={(report) => <ReportLine key={report.id} report={report} />} />
		</>
	);
}

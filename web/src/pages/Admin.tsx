// For administrators: what people report, slots to come, and what was done.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../api/client";
import { useProfile } from "../api/queries";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { Field } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { ReportLine } from "./admin/ReportLine";

export default function Admin() {
	const { data: me } = useProfile();
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
		<Page title="Manage">
			<div className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
				<Reports />
				<Slots />
				<Audit />
			</div>
		</Page>
	);
}

function Reports() {
	const [show, setShow] = useState<"open" | "resolved">("open");
	const { data, error, refetch } = useQuery({
		queryKey: ["reports", show],
		queryFn: () => ok(api.GET("/admin/reports", { params: { query: { open: show === "open", limit: 50 } } })),
	});
	return (
		<section className="card stack">
			<div className="spread">
				<h2>Reports</h2>
				<Choice
					legend="Which reports"
					hideLegend
					options={
						[
							["open", "Open"],
							["resolved", "Resolved"],
						] as const
					}
					value={show}
					onChange={setShow}
				/>
			</div>
			<Failure error={error} again={() => void refetch()} />
			{data?.items.length === 0 && (
				<p className="muted">{show === "open" ? "Nothing is waiting for you." : "None has been resolved yet."}</p>
			)}
			<ul className="lines">
				{data?.items.map((report) => (
					<ReportLine key={report.id} report={report} />
				))}
			</ul>
		</section>
	);
}

function Slots() {
	const [days, setDays] = useState("14");
	const client = useQueryClient();
	const generate = useMutation({
		mutationFn: () => ok(api.POST("/admin/slots/generate", { body: { days: Number(days) } })),
		onSuccess: () => client.invalidateQueries({ queryKey: ["slots"] }),
	});
	return (
		<section className="card stack">
			<h2>Slots to come</h2>
			<p className="muted">They are made by themselves every day; this makes those that are missing right now.</p>
			<form
				className="row"
				style={{ alignItems: "flex-end" }}
				onSubmit={(event) => {
					event.preventDefault();
					generate.mutate();
				}}
			>
				<Field
					label="Days ahead"
					type="number"
					min={1}
					max={60}
					required
					value={days}
					onChange={(event) => setDays(event.target.value)}
				/>
				<Button type="submit" busy={generate.isPending}>
					Make slots
				</Button>
			</form>
			<Failure error={generate.error} />
			<p role="status">
				{generate.isSuccess &&
					(generate.data.created === 0
						? "None was missing."
						: `${generate.data.created} were missing and have been made.`)}
			</p>
		</section>
	);
}

function Audit() {
	const { data, error, refetch } = useQuery({
		queryKey: ["audit"],
		queryFn: () => ok(api.GET("/admin/audit", { params: { query: { limit: 50 } } })),
	});
	return (
		<section className="card stack">
			<h2>What was done</h2>
			<Failure error={error} again={() => void refetch()} />
			<div className="table-scroll">
				<table>
					<caption className="visually-hidden">The latest 50 entries, newest first</caption>
					<thead>
						<tr>
							<th scope="col">When</th>
							<th scope="col">What</th>
							<th scope="col">By</th>
							<th scope="col">To</th>
							<th scope="col">From</th>
						</tr>
					</thead>
					<tbody>
						{data?.items.map((entry) => (
							<tr key={entry.id}>
								<td>
									<Time at={entry.at} />
								</td>
								<td>{entry.kind}</td>
								<td className="numbers">{entry.actor_id ?? "–"}</td>
								<td className="numbers">{entry.subject_id ?? "–"}</td>
								<td>{entry.address ?? "–"}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

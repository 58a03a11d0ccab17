// One report: what is said, and what to do about it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { nameOf } from "../../ui/words";

export function ReportLine({ report }: { report: Schemas["ReportOut"] }) {
	const client = useQueryClient();
	const again = () => client.invalidateQueries({ queryKey: ["reports"] });
	const resolve = useMutation({
		mutationFn: (resolution: Schemas["Resolution"]) =>
			ok(
				api.POST("/admin/reports/{report_id}/resolve", {
					params: { path: { report_id: report.id } },
					body: { resolution },
				}),
			),
		onSettled: again,
	});
	const suspend = useMutation({
		mutationFn: () =>
			ok(
				api.POST("/admin/users/{user_id}/suspend", {
					params: { path: { user_id: report.subject.id } },
					body: { reason: `Report ${report.id}: ${report.reason}` },
				}),
			),
		onSuccess: () => {
			toast(`${nameOf(report.subject)} is suspended.`);
			resolve.mutate("suspended");
		},
	});
	return (
		<li className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
			<div className="spread">
				<strong>
					{nameOf(report.subject)} <span className="tag">{report.reason}</span>
				</strong>
				<span className="small muted">
					by {nameOf(report.reporter)}, <Time at={report.created_at} />
				</span>
			</div>
			<p className="own-notes">{report.text}</p>
			<Failure error={resolve.error ?? suspend.error} />
			{report.resolved_at ? (
				<p className="small muted">
					Resolved as {report.resolution} on <Time at={report.resolved_at} />
				</p>
			) : (
				<div className="row">
					<Button busy={resolve.isPending} onClick={() => resolve.mutate("dismissed")}>
						Nothing to do
					</Button>
					<Button kind="danger" busy={suspend.isPending} onClick={() => suspend.mutate()}>
						Suspend {nameOf(report.subject)}
					</Button>
				</div>
			)}
		</li>
	);
}

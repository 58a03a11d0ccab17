// The picture of the person whom a report is about, as it is now, and its removal.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import { pictureKey, usePicture } from "../../api/pictures";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";

export function RemovePicture({ report }: { report: Schemas["ReportDetail"] }) {
	const client = useQueryClient();
	const { subject } = report;
	const picture = usePicture(subject.id);
	const remove = useMutation({
		mutationFn: () =>
			ok(api.DELETE("/moderation/reports/{report_id}/picture", { params: { path: { report_id: report.id } } })),
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: pictureKey(subject.id) });
			toast(t`Picture removed.`);
		},
	});
	if (!picture) return null;
	return (
		<section className="card stack">
			<h2>{t`Picture`}</h2>
			<div className="row">
				<Avatar person={subject} large />
				<Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>{t`Remove picture`}</Button>
			</div>
			<p className="small muted">
				<Trans>{nameOf(subject)} may choose another one. The evidence keeps a copy; the removal is recorded.</Trans>
			</p>
			<Failure error={remove.error} />
		</section>
	);
}

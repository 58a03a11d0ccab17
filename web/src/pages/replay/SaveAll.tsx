// Everything of an interview that I may see, as one file.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { Button } from "../../ui/Button";
import { download } from "../../ui/download";
import { Failure } from "../../ui/Notice";

export function SaveAll({ id }: { id: string }) {
	const save = useMutation({
		mutationFn: () => ok(api.GET("/interview/{interview_id}/export", { params: { path: { interview_id: id } } })),
		onSuccess: (all) => download(`interview-${id}.json`, "application/json", JSON.stringify(all, null, "\t")),
	});
	return (
		<section className="card" aria-label={t`Save this interview`}>
			<p className="muted small">{t`Code, whiteboard, chat, runs, your notes and the feedback you may read, as one file.`}</p>
			<Failure error={save.error} />
			<Button busy={save.isPending} onClick={() => save.mutate()}>{t`Save everything`}</Button>
		</section>
	);
}

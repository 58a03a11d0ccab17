// Saves everything of one interview that I may see, as a zip.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok, pause } from "../api/client";
import { serverNow } from "../api/serverTime";
import { Button } from "../ui/Button";
import { download } from "../ui/download";
import { Failure } from "../ui/Notice";

/** After the end, what was typed last may not be stored for so long: `complete` of the export says it. */
const SETTLED = 11_000;

interface Props {
	id: string;
	endedAt: string | null;
	/** What a screen reader says, where several are on a page. */
	label?: string;
}

export function DownloadInterview({ id, endedAt, label }: Props) {
	const save = useMutation({
		mutationFn: async () => {
			const open = endedAt ? Date.parse(endedAt) + SETTLED - serverNow() : 0;
			if (open > 0) await pause(Math.min(open, SETTLED));
			const wanted = { params: { path: { interview_id: id } }, parseAs: "blob" as const };
			return ok(api.GET("/interview/{interview_id}/export.zip", wanted));
		},
		onSuccess: (zip) => download(`interview-${id}.zip`, "application/zip", zip as Blob),
	});
	return (
		<>
			<Button busy={save.isPending} onClick={() => save.mutate()} aria-label={label}>{t`Download`}</Button>
			<Failure error={save.error} />
		</>
	);
}

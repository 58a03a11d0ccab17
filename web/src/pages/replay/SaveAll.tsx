// Everything of an interview that I may see, as files.
import { t } from "@lingui/core/macro";
import { DownloadInterview } from "../../live/DownloadInterview";

export function SaveAll({ id, endedAt }: { id: string; endedAt: string | null }) {
	return (
		<section className="card" aria-label={t`Save this interview`}>
			<p className="muted small">{t`Code, whiteboard, chat, runs, your notes and the feedback you may read, as files in a zip.`}</p>
			<DownloadInterview id={id} endedAt={endedAt} />
		</section>
	);
}

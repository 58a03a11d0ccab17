// The code at the end of an interview, read from its recording.
import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { languageName } from "../../room/desk/languages";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import type { Item } from "../replay/replayPlayer";
import { useRecording } from "../replay/useRecording";
import { finalCode } from "./finalCode";
import { Lines } from "./Lines";

export default function WorkCode({ interviewId }: { interviewId: string }) {
	const { data, error, refetch } = useRecording(interviewId);
	if (error) return <Failure error={error} again={() => void refetch()} />;
	return data ? <AtTheEnd items={data} /> : <Loading height={80} />;
}

function AtTheEnd({ items }: { items: readonly Item[] }) {
	const { text, language } = useMemo(() => finalCode(items), [items]);
	if (!text.trim()) return <p className="muted small">{t`No code was written.`}</p>;
	return (
		<>
			<p>
				<span className="tag">{languageName(language)}</span>
			</p>
			<Lines label={t`The code at the end`} text={text} />
		</>
	);
}

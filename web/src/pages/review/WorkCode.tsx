// The code at the end of an interview, read from its recording.
import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import type { OwnInterview } from "../../api/queries";
import { languageName } from "../../room/desk/languages";
import type { PadName } from "../../room/desk/pads";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import type { Item } from "../replay/replayPlayer";
import { useRecording } from "../replay/useRecording";
import { finalCode, padOfPeer } from "./finalCode";
import { Lines } from "./Lines";

export default function WorkCode({ interview }: { interview: OwnInterview }) {
	const { data, error, refetch } = useRecording(interview.id);
	if (error) return <Failure error={error} again={() => void refetch()} />;
	return data ? <AtTheEnd items={data.items} pad={padOfPeer(interview)} /> : <Loading height={80} />;
}

function AtTheEnd({ items, pad }: { items: readonly Item[]; pad: PadName }) {
	const { text, language } = useMemo(() => finalCode(items, pad), [items, pad]);
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

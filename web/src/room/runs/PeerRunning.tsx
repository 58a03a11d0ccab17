// That the peer runs something: told beside the cursors, since it matters only now.
import { t } from "@lingui/core/macro";
import { useEffect, useSyncExternalStore } from "react";
import type { CodeLanguage } from "../../sockets/frames";
import type { DocumentConnection } from "../desk/documentConnection";
import { languageName } from "../desk/languages";

type Cursors = DocumentConnection["cursors"];

/** Tells the peer which language runs here; null for none. */
export function useRunningSign({ cursors }: DocumentConnection, running: CodeLanguage | null): void {
	useEffect(() => {
		cursors.setLocalStateField("running", running);
		return () => cursors.setLocalStateField("running", null);
	}, [cursors, running]);
}

export function PeerRunning({ desk: { cursors }, name }: { desk: DocumentConnection; name: string }) {
	const language = useSyncExternalStore(
		(onChange) => {
			cursors.on("change", onChange);
			return () => cursors.off("change", onChange);
		},
		() => peerRuns(cursors),
	);
	return (
		<p className="peer-running muted small" role="status">
			{language && t`${name} runs ${languageName(language)} …`}
		</p>
	);
}

/** What somebody else runs; of several tabs of theirs, any. */
function peerRuns(cursors: Cursors): string | null {
	for (const [client, { running }] of cursors.getStates()) if (client !== cursors.clientID && running) return running;
	return null;
}
